import { documentFaults, openingsOf } from '../../okta-apps/document/openings';
import { oktaDocument } from '../support/okta-document';
import { assigned } from './support/attack';
import { REFERENCE_ATTACKS } from './support/reference-attacks';
import { VALUE_ATTACKS } from './support/value-attacks';

/** Threats §4: each of these was, or could be, reviewed as one value and applied as another. */
test.each([...VALUE_ATTACKS, ...REFERENCE_ATTACKS])('$name is found', ({ app = {}, more = {}, found }) => {
  const document = { ...oktaDocument({ billing: app }, more), ...(more['terraform'] !== undefined && more) };
  expect(documentFaults(document).map((fault) => `${fault.rule} ${fault.address} ${fault.path}`)).toEqual([
    `review/undecidable ${found}`,
  ]);
});

test('a message names the origin and what to do', () => {
  const document = oktaDocument({
    billing: { authentication_policy: '${var.policy}', login_uri: '${upper(var.uri)}' },
  });
  expect(documentFaults(document).map(({ message }) => message)).toEqual([
    'It is set from `var.policy`, which the code does not determine. Only the ID of a policy may be set from elsewhere.',
    'It is computed from `var.uri`, which the code does not determine. The apply computes it again, so its result cannot be reviewed. Write the value itself.',
  ]);
});

test('openings are listed with address, path and origin', () => {
  const document = oktaDocument(
    { billing: { authentication_policy: '${local.policy}' } },
    {
      ...assigned('${okta_group.staff.id}'),
      locals: { policy: '${data.okta_policy.strict.id}' },
    },
  );
  expect(openingsOf(document).map(({ address, path, origin }) => `${address} ${path} ${origin.text}`)).toEqual([
    'okta_app_oauth.billing authentication_policy data.okta_policy.strict.id',
    'okta_app_group_assignments.billing app_id okta_app_oauth.billing.id',
    'okta_app_group_assignments.billing group[0].id okta_group.staff.id',
  ]);
});
