import { withSignOn } from '../../../../okta-apps/inventory/report/sign-on';
import type { OrgClient } from '../../../../okta-apps/okta/client';
import { manyReported } from '../support/report-apps';

/** An org with these rules in its one policy. */
function orgWith(...rules: readonly object[]): OrgClient {
  const http = {
    getJson: () => Promise.resolve({ id: 'rst1', name: 'Ours' }),
    http: () => Promise.resolve({ headers: { get: () => null }, json: () => Promise.resolve(rules) }),
  };
  const sdk = { baseUrl: 'https://acme.okta.com', http };
  return { agent: undefined, call: (work) => work(sdk as never) };
}

const rule = (name: string, appSignOn: object, status = 'ACTIVE') => ({ name, status, actions: { appSignOn } });
const assurance = (factorMode: string) => ({ access: 'ALLOW', verificationMethod: { type: 'ASSURANCE', factorMode } });

async function look(status: string, ...rules: readonly object[]) {
  const [app] = manyReported(1).map((one) => ({ ...one, status, findings: [], signOnPolicy: { id: 'rst1' } }));
  const { apps, notLookedAt } = await withSignOn([app!], orgWith(...rules), new AbortController().signal);
  return { messages: apps.flatMap(({ findings }) => findings.map(({ message }) => message)), notLookedAt };
}

test('every active rule that lets users in with one factor is named; others are not', async () => {
  const rules = [
    rule('Office', assurance('1FA')),
    rule('Guests', assurance('1FA')),
    rule('Off', assurance('1FA'), 'INACTIVE'),
    rule('Denied', { ...assurance('1FA'), access: 'DENY' }),
    rule('Strong', assurance('2FA')),
  ];
  expect(await look('ACTIVE', ...rules)).toEqual({
    messages: [
      'The sign-on policy "Ours" must require two factors, got one in the rules "Office", "Guests"; ' +
        'assign a policy that requires two, or change the rule [report/one-factor]',
    ],
    notLookedAt: [],
  });
  expect(await look('INACTIVE', ...rules)).toEqual({ messages: [], notLookedAt: [] });
});

test('a rule that does not say how many factors it requires is named as not looked at', async () => {
  const chain = rule('Chain', { access: 'ALLOW', verificationMethod: { type: 'AUTH_METHOD_CHAIN', chains: [] } });
  expect(await look('ACTIVE', chain, rule('New', assurance('3FA')))).toEqual({
    messages: [],
    notLookedAt: [
      {
        what: 'how many factors the sign-on policy "Ours" requires in "Chain", "New"',
        why: 'the rule does not say "1FA" or "2FA"; see it in the Admin Console',
      },
    ],
  });
});

test('an app without a link to a policy is counted, and a service app is not', async () => {
  const apps = manyReported(6).map(({ signOnPolicy: _linked, ...app }) => app);
  const { notLookedAt } = await withSignOn(apps, orgWith(), new AbortController().signal);
  expect(notLookedAt).toEqual([{ what: 'the sign-on policy of 5 apps', why: 'Okta links none to them' }]);
});
