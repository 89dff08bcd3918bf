import { local } from '../../env/local';
import { reviewRules } from '../../okta-apps/review/change-rules/registry';

/** Okta refuses the client ID of an app that still exists, in this org too: such a plan cannot be applied. */
const IMPOSSIBLE = 'app/renamed';

test('on this machine an app may be deleted, moved, switched off and replaced: nothing that happens to it as a whole blocks', () => {
  const blocking = reviewRules.filter(
    ({ id, severity, outsideProduction = severity, waivable = true }) =>
      id.startsWith('app/') && waivable && (local.rules?.reviewSeverities?.[id] ?? outsideProduction) === 'block',
  );
  expect(blocking.map(({ id }) => id)).toEqual([IMPOSSIBLE]);
});
