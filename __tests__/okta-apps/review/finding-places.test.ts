import { digestOf } from '../../../okta-apps/review/digest';
import { withFindings } from '../../../okta-apps/review/digest-findings';
import { UNREADABLE_PLACES } from '../../../okta-apps/review/finding-places';
import { planRecordText } from '../../../okta-apps/review/plan-record';
import { readReview } from '../../../okta-apps/review/read-review';
import { renderJson } from '../../../okta-apps/review/render/json';
import { renderMarkdown } from '../../../okta-apps/review/render/markdown';
import { renderText } from '../../../okta-apps/review/render/text';
import type { StackInput } from '../../../okta-apps/review/review-input';
import { stackManifest } from '../../support/plain-project';
import { appChange, rawChange, rawPlan, SOUND_APP } from './support/plan-json';
import { reviewOf, stackOf } from './support/reviews';

const at = (line: number, file = 'stacks/shop.ts') => ({ file, line });
const PLACES = {
  stack: at(3),
  resources: { 'okta_app_oauth.web': at(7), 'okta_group_rule.b': at(9, 'stacks/rules.ts') },
};
const CHANGES = [
  appChange({}, { login_uri: 'https://evil.example/start' }),
  rawChange('okta_group_rule.a', { name: 'a', status: 'ACTIVE' }, { name: 'a', status: 'INACTIVE' }),
  rawChange('okta_group_rule.b', { name: 'b', status: 'ACTIVE' }, { name: 'b', status: 'INACTIVE' }),
];
const json = rawPlan(CHANGES);
const stack = (places?: StackInput['places']) => stackOf(json, { ...(places !== undefined && { places }) });
const made = reviewOf([stack(PLACES)]);

test('a finding has the line of its address, and of several addresses the first that has one', () => {
  const places = made.findings.map(({ address, addresses, place }) => [address ?? addresses, place]);
  expect(places).toContainEqual(['okta_app_oauth.web', at(7)]);
  expect(places).toContainEqual([['okta_group_rule.a', 'okta_group_rule.b'], at(9, 'stacks/rules.ts')]);
});

test('a finding about a stack has the line of the stack, and one of another address has none', () => {
  const { plan, ...failed } = stack(PLACES);
  const { findings } = reviewOf([{ ...failed, failure: 'it was interrupted' }]);
  expect(plan).toBeDefined();
  expect(findings.map(({ rule, place }) => [rule, place])).toEqual([['plan/failed', at(3)]]);
  const other = reviewOf([stack({ stack: at(3), resources: {} })]);
  expect(other.findings.filter(({ place }) => place !== undefined)).toEqual([]);
});

test('a finding about a value of env/ has the line of that value, in its environment', () => {
  const values = { '': at(5, 'env/prod.ts'), approvals: at(8, 'env/prod.ts'), 'rules.waivers': at(9, 'env/prod.ts') };
  const rules = { prod: { waivers: [{ rule: 'a/b', address: 'x', reason: 'r', expires: '2020-01-01' }] } };
  const manifest = stackManifest('shop-prod', { environment: 'prod', production: true, approvals: 1 });
  const settings = { before: [manifest], after: [{ ...manifest, approvals: 0, org: { ...manifest.org, name: 'x' } }] };
  const dev = { '': at(1, 'env/dev.ts'), approvals: at(2, 'env/dev.ts'), 'rules.waivers': at(3, 'env/dev.ts') };
  const elsewhere = stackOf(json, { stack: 'shop-dev', environment: 'dev', places: { ...PLACES, values: dev } });
  const { findings } = reviewOf([elsewhere, stack({ ...PLACES, values })], { rules, settings });
  const places = findings.map(({ rule, prop, place }) => [rule, prop, place]);
  expect(places).toContainEqual(['setting/looser', 'approvals', at(8, 'env/prod.ts')]);
  expect(places).toContainEqual(['setting/other-target', 'org.name', at(5, 'env/prod.ts')]);
  expect(places).toContainEqual(['waiver/expired', 'waiver', at(9, 'env/prod.ts')]);
});

test('a line that moves changes no digest, no plan record and nothing else of the review', () => {
  const moved = stack({ stack: at(4), resources: { 'okta_app_oauth.web': at(8) } });
  const digest = (input: StackInput) => {
    const { plan, ...rest } = input;
    const whole = digestOf({ ...rest, plan, rehearsal: false, synthesized: undefined, assets: new Map() });
    return withFindings([whole], reviewOf([input]));
  };
  expect(digest(moved)).toEqual(digest(stack()));
  const record = (input: StackInput) => planRecordText({ ...input, digest: digest(input)[0]! });
  expect(record(moved)).toBe(record(stack()));
  const withoutPlace = reviewOf([moved]).findings.map((finding) => ({ ...finding, place: undefined }));
  expect(withoutPlace).toEqual(reviewOf([stack()]).findings);
});

test('places that are no places are a note of the stack', () => {
  const { findings, stacks } = reviewOf([stack('unreadable')]);
  expect(findings).toEqual(reviewOf([stack()]).findings);
  expect(stacks[0]?.notes).toEqual([UNREADABLE_PLACES]);
  expect(UNREADABLE_PLACES).toBe(
    'okta-apps.places.json is not what a synth writes, so findings of this stack have no lines of code',
  );
});

describe('a reader sees the line', () => {
  const url = 'https://github.com/acme/okta/blob/abc/infra/stacks/shop.ts#L7';
  const blobs = { root: 'https://github.com/acme/okta/blob/abc', folder: 'infra' };

  it('at a terminal', () => {
    expect(renderText(made, { columns: 400 })).toMatch(/^ {2}login_uri: .* \(stacks\/shop\.ts:7\)$/m);
  });

  it('in a comment, as a link where it is known where the files are', () => {
    const [first = ''] = renderMarkdown(made, { blobs }).split('<details>');
    expect(first).toContain(`([\`stacks/shop.ts:7\`](${url})).`);
    expect(renderMarkdown(made)).toContain('(`stacks/shop.ts:7`).');
    expect(renderMarkdown(made)).not.toContain('](');
  });

  it('once for all environments, and of many lines two', () => {
    const stacks = ['dev', 'staging', 'prod'].map((environment) => ({
      ...stack(PLACES),
      stack: `shop-${environment}`,
      environment,
    }));
    const [first = ''] = renderMarkdown(reviewOf(stacks)).split('<details>');
    expect(first.split('stacks/shop.ts:7').length - 1).toBe(
      made.findings.filter(({ place, severity }) => place?.line === 7 && severity !== 'info').length,
    );
    const changes = ['a', 'b', 'c', 'd'].map((name) =>
      rawChange(`okta_app_oauth.${name}`, SOUND_APP, { ...SOUND_APP, login_uri: 'https://evil.example/start' }),
    );
    const resources = Object.fromEntries(['a', 'b', 'c', 'd'].map((name, n) => [`okta_app_oauth.${name}`, at(n + 1)]));
    const many = reviewOf([stackOf(rawPlan(changes), { places: { resources } })]);
    expect(renderMarkdown(many).split('<details>')[0]).toContain(
      '(`stacks/shop.ts:1`, `stacks/shop.ts:2` and 2 more).',
    );
  });
});

test.each([
  [{ file: '../x.ts', line: 1 }, 'findings[0].place.file must be a path below the repository'],
  [{ file: 'https://evil.example', line: 1 }, 'findings[0].place.file must be a path below the repository'],
  [{ file: 'x.ts', line: 'javascript:' }, 'findings[0].place.line must be the number of a line'],
  [{ file: 'x.ts' }, 'findings[0].place.line must be the number of a line'],
])('a review of another job with the place %j is not read', (place, said) => {
  const text = renderJson({ ...made, findings: [{ ...made.findings[0]!, place: place as never }] });
  expect(() => readReview(text, 'review.json')).toThrow(
    `review.json: ${said}; make it with "okta-apps review --format json"`,
  );
  expect(readReview(renderJson(made), 'review.json').findings).toEqual(made.findings);
});
