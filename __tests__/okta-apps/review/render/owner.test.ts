import { readReview } from '../../../../okta-apps/review/read-review';
import { renderMarkdown } from '../../../../okta-apps/review/render/markdown';
import { renderText } from '../../../../okta-apps/review/render/text';
import { appChange, newApp, rawPlan } from '../support/plan-json';
import { reviewOf, stackOf } from '../support/reviews';

const profile = (own: object) => JSON.stringify({ 'okta-apps': own });
const PAYMENTS = profile({ owner: 'Payments', contact: '#pay*tools*', criticality: 'critical' });

const changed = reviewOf([
  stackOf(
    rawPlan([
      appChange({ label: 'Shop', profile: PAYMENTS }, { label: 'Shop 2', profile: PAYMENTS }),
      newApp({ label: 'New', profile: PAYMENTS }, 'okta_app_oauth.new'),
    ]),
  ),
]);

const moved = reviewOf([
  stackOf(
    rawPlan([appChange({ profile: PAYMENTS }, { profile: profile({ owner: 'Checkout', criticality: 'critical' }) })]),
  ),
]);

test('a review says who owns an app that changes or is new', () => {
  const text = renderText(changed);
  expect(text).toContain('Shop\n  label: Shop → Shop 2\n  owner Payments, contact #pay*tools*, criticality critical\n');
  expect(text).toContain(
    '\n  authentication policy: + rstmfa00000000000001\n  owner Payments, contact #pay*tools*, criticality critical\n',
  );
  expect(renderMarkdown(changed)).toContain(
    '| **`Shop`**<br>`label`: `Shop` → `Shop 2`<br>owner `Payments`, contact `#pay*tools*`, criticality `critical` |',
  );
});

test('a change of the owner is one for the record, and says the rest', () => {
  expect(renderText(moved)).toContain(`Nothing needs a decision (1 for the record)

1 app changes in prod.

Storefront
  owner: Payments → Checkout
  contact: − #pay*tools*
  criticality critical
`);
  expect(renderMarkdown(moved)).toContain(
    '| **`Storefront`**<br>owner: `Payments` → `Checkout`<br>contact: − `#pay*tools*`<br>criticality `critical` |',
  );
});

test('the owner survives the way to the job that posts', () => {
  expect(readReview(JSON.stringify(changed), 'review.json')).toEqual(changed);
});
