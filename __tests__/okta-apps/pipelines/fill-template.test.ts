import { load } from 'js-yaml';
import { fillTemplate, yamlText } from '../../../okta-apps/pipelines/fill-template';

const parts = {
  words: { name: 'main', 'actions/checkout': 'actions/checkout@1 # v1' },
  blocks: {
    steps: '# Why\n- run: a\n- run: b\n',
    lines: 'one\n\ntwo',
    keys: 'A: 1\nB: 2',
    nested: '- ((steps))',
    none: '',
  },
};

test('words stand in lines; blocks are items, keys, comments or lines of a script, as deep as their name', () => {
  const template = [
    '# ((lines))',
    'steps:',
    '  - ((steps))',
    '  - uses: ((actions/checkout))',
    'more:',
    '  - ((nested))',
    'env:',
    '  ((keys)):',
    '  ((none)):',
    'script: |',
    '  echo $((1 + 1)) ${{ x }} ((name))',
    '  ((lines))',
    '',
  ].join('\n');
  expect(fillTemplate(template, parts)).toBe(
    [
      '# one',
      '',
      '# two',
      'steps:',
      '  # Why',
      '  - run: a',
      '  - run: b',
      '  - uses: actions/checkout@1 # v1',
      'more:',
      '  # Why',
      '  - run: a',
      '  - run: b',
      'env:',
      '  A: 1',
      '  B: 2',
      'script: |',
      '  echo $((1 + 1)) ${{ x }} main',
      '  one',
      '',
      '  two',
      '',
    ].join('\n'),
  );
});

test('a name that no part has is an error of this project', () => {
  expect(() => fillTemplate('x: ((unknown))', parts)).toThrow('No part of the pipelines is called unknown');
  expect(() => fillTemplate('- ((constructor))', parts)).toThrow('No part of the pipelines is called constructor');
});

test.each([
  ...[
    'dev',
    'dev,staging',
    'on',
    'No',
    'null',
    '123',
    '1e3',
    '0x1f',
    '2026-01-01',
    '~',
    'y',
    'dev,1e3',
    "it's",
    'a: b',
    'release/1.x',
  ],
])('%s stays text in YAML', (value) => {
  expect(load(`x: ${yamlText(value)}`)).toEqual({ x: value });
  if (!value.includes(',')) expect(load(`x: [${yamlText(value)}]`)).toEqual({ x: [value] });
});
