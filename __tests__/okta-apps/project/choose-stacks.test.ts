import { chooseStacks } from '../../../okta-apps/project/choose-stacks';
import { UserError } from '../../../okta-apps/shared/errors';
import { stackManifest } from '../../support/plain-project';

const STACKS = ['desk-dev', 'desk-prod', 'shop-dev', 'shop-prod'].map((name) => ({
  name,
  folder: `/out/${name}`,
  dependencies: [],
  manifest: stackManifest(name, { environment: name.replace(/.*-/, '') }),
}));

function chosen(patterns: readonly string[], environments?: string): readonly string[] {
  return chooseStacks(STACKS, patterns, environments).map(({ name }) => name);
}

test.each([
  [[], undefined, ['desk-dev', 'desk-prod', 'shop-dev', 'shop-prod']],
  [['shop-prod', 'desk-dev'], undefined, ['desk-dev', 'shop-prod']],
  [['shop-*'], undefined, ['shop-dev', 'shop-prod']],
  [['????-dev'], undefined, ['desk-dev', 'shop-dev']],
  [[], 'prod', ['desk-prod', 'shop-prod']],
  [['shop-*'], 'dev, prod', ['shop-dev', 'shop-prod']],
])('%j with environments %s are %j', (patterns, environments, names) => {
  expect(chosen(patterns, environments)).toEqual(names);
});

const HINT = ' For stacks of other environments, also local ones, pass --env <names>.';

test.each([
  [['shop'], undefined, 'There is no stack shop; known stacks are desk-dev, desk-prod, shop-dev and shop-prod.' + HINT],
  [['a', 'shop.dev'], 'dev', 'There is no stack a or shop.dev; known stacks are desk-dev and shop-dev.' + HINT],
  [[], 'qa', 'There are no stacks of qa; known environments are dev and prod'],
])('%j with environments %s: one message that lists the known ones', (patterns, environments, message) => {
  expect(() => chosen(patterns, environments)).toThrow(new UserError(message));
});

test('an app without stacks', () => {
  expect(() => chooseStacks([], [])).toThrow(new UserError('There are no stacks; the app of cdktf.json wrote none'));
});
