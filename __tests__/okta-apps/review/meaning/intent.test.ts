import { fateOf, intendedAttributes, intendedBefore } from '../../../../okta-apps/review/meaning/intent';
import { APP_OAUTH } from '../../../../okta-apps/resources/app-oauth';
import { appChange, rawChange, rawPlan, SOUND_APP, type RawChange } from '../support/plan-json';
import { planOf } from '../support/reviews';

/** Parses a change and the drift beside it. */
function both(change: RawChange, drift: RawChange) {
  const plan = planOf(rawPlan([change], { resource_drift: [drift] }));
  return { change: plan.changes[0]!, drift: plan.drift[0]! };
}

const drift = appChange({}, { label: 'By hand', redirect_uris: [] });

it('takes what was changed by hand out of the change', () => {
  const { change, drift: outside } = both(
    appChange({ label: 'By hand', redirect_uris: [] }, { client_uri: 'https://shop.acme.com/' }),
    drift,
  );
  expect(change.changed).toEqual(['client_uri', 'label', 'redirect_uris']);
  expect(intendedAttributes(APP_OAUTH, change, outside)).toEqual(['client_uri']);
  expect(intendedBefore(change, outside)).toMatchObject({
    label: 'Storefront',
    redirect_uris: ['https://shop.acme.com/cb'],
  });
});

it('keeps what the change puts in the place of what was changed by hand', () => {
  const { change, drift: outside } = both(appChange({ label: 'By hand', redirect_uris: [] }, { label: 'New' }), drift);
  expect(intendedAttributes(APP_OAUTH, change, outside)).toEqual(['label']);
});

it.each([
  ['reverted', 'label', {}],
  ['overwritten', 'label', { label: 'New' }],
  ['kept', 'label', { label: 'By hand' }],
] as const)('says that it is %s', (fate, attribute, after) => {
  const { change, drift: outside } = both(appChange({ label: 'By hand', redirect_uris: [] }, after), drift);
  expect(fateOf(APP_OAUTH, attribute, outside, change)).toBe(fate);
});

it('says that it stays where the plan does not touch the app', () => {
  const { drift: outside } = both(appChange({}, {}), drift);
  expect(fateOf(APP_OAUTH, 'label', outside, undefined)).toBe('kept');
});

it('has no intention to look for where there is nothing before or after', () => {
  const made = both(rawChange('okta_app_oauth.web', null, SOUND_APP), rawChange('okta_app_oauth.web', SOUND_APP, null));
  expect(intendedBefore(made.change, made.drift)).toEqual({});
  const gone = both(rawChange('okta_app_oauth.web', { ...SOUND_APP, label: 'By hand' }, null), drift);
  expect(intendedBefore(gone.change, gone.drift)).toMatchObject({ label: 'By hand' });
  expect(intendedAttributes(APP_OAUTH, gone.change, undefined)).toEqual([]);
});
