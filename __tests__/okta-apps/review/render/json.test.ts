import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { renderJson } from '../../../../okta-apps/review/render/json';
import { review } from '../../../../okta-apps/review/review';
import { GOLDEN_CASES } from '../support/golden-cases';

const SCHEMA = join(__dirname, '../../../../okta-apps/review/review.schema.json');
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

describe.each(Object.keys(GOLDEN_CASES))('%s', (name) => {
  const reviewed = review(GOLDEN_CASES[name]!());
  const text = renderJson(reviewed);

  it('keeps to the published schema', () => {
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
  });

  it('is the review, and nothing that a terminal acts on', () => {
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(reviewed)));
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(text.endsWith('}\n')).toBe(true);
  });
});

it('does not keep to the schema with another version', () => {
  const reviewed = review(GOLDEN_CASES['no-stack']!());
  expect(validate({ ...reviewed, version: 2 })).toBe(false);
  expect(validate({ ...reviewed, surprise: 1 })).toBe(false);
});
