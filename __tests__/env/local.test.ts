import { local } from '../../env/local';
import { reviewRules } from '../../okta-apps/review/change-rules/registry';

test('on this machine an app may be deleted, renamed, switched off and replaced: nothing that happens to it as a whole blocks', () => {
  const blocking = reviewRules.filter(
    ({ id, severity, outsideProduction = severity, waivable = true }) =>
      id.startsWith('app/') && waivable && (local.rules?.reviewSeverities?.[id] ?? outsideProduction) === 'block',
  );
  expect(blocking.map(({ id }) => id)).toEqual([]);
});
