import { CallError } from '../../../../okta-apps/okta/call-error';
import type { OrgClient } from '../../../../okta-apps/okta/client';
import { throwawayClientId, withThrowawayApp } from '../../../../okta-apps/secrets/keys/throwaway-app';

const KEYS = 'https://shop.example.org/jwks.json';
const CLIENT_ID = 'okta-apps-secretless-0123456789abcdef';

/** An org in which calls fail; it tells which were made. */
function org({ create, remove }: { readonly create?: CallError; readonly remove?: CallError }) {
  const calls: string[] = [];
  const made = {
    id: '0oa1',
    label: 'x',
    credentials: { oauthClient: { client_id: CLIENT_ID } },
    settings: { oauthClient: {} },
  };
  const sdk = {
    baseUrl: 'https://acme.okta.com',
    http: {
      postJson: () => {
        calls.push('create');
        return create === undefined ? Promise.resolve({ id: '0oa1' }) : Promise.reject(create);
      },
      http: () => {
        calls.push('list');
        return Promise.resolve(Response.json([made]));
      },
    },
    applicationApi: {
      deactivateApplication: ({ appId }: { appId: string }) => {
        calls.push(`deactivate ${appId}`);
        return remove === undefined ? Promise.resolve() : Promise.reject(remove);
      },
      deleteApplication: ({ appId }: { appId: string }) => {
        calls.push(`delete ${appId}`);
        return Promise.resolve();
      },
    },
  };
  const call = ((work: (given: never) => unknown) => work(sdk as never)) as OrgClient['call'];
  const client: OrgClient = { call, agent: undefined };
  const tried = (work: () => Promise<string>): Promise<string> =>
    withThrowawayApp(client, { clientId: CLIENT_ID, jwksUri: KEYS }, work).catch(
      (error: unknown) => (error as Error).message,
    );
  return { calls, tried };
}

const REMOVED = ['deactivate 0oa1', 'delete 0oa1'];
const LEFT =
  'The throwaway app 0oa1 (client ID okta-apps-secretless-0123456789abcdef) could not be deleted: 500. Delete it in the Admin Console';

test('it is deleted after the work, and after work that failed', async () => {
  const [fine, failing] = [org({}), org({})];
  expect(await fine.tried(() => Promise.resolve('proven'))).toBe('proven');
  expect(await failing.tried(() => Promise.reject(new Error('the signer failed')))).toBe('the signer failed');
  for (const { calls } of [fine, failing]) expect(calls).toEqual(['create', ...REMOVED]);
});

test('an app whose creation was answered by nothing is looked for and deleted', async () => {
  const { calls, tried } = org({ create: new CallError('unreachable', 'no answer within 10 s') });
  expect(await tried(() => Promise.resolve('never'))).toBe(
    'The throwaway app could not be created: no answer within 10 s',
  );
  expect(calls).toEqual(['create', 'list', ...REMOVED]);
});

test('one that Okta refused is not looked for', async () => {
  const { calls, tried } = org({ create: new CallError('answer', '403 E0000006: no', { status: 403 }) });
  expect(await tried(() => Promise.resolve('never'))).toBe('The throwaway app could not be created: 403 E0000006: no');
  expect(calls).toEqual(['create']);
});

test('where it cannot be deleted, its ID is named, beside the error of the work', async () => {
  const remove = new CallError('answer', '500', { status: 500 });
  expect(await org({ remove }).tried(() => Promise.resolve('proven'))).toBe(LEFT);
  expect(await org({ remove }).tried(() => Promise.reject(new Error('the signer failed')))).toBe(
    `the signer failed. ${LEFT}`,
  );
});

test('a client ID is never used twice', () => {
  expect(throwawayClientId()).toMatch(/^okta-apps-secretless-[0-9a-f]{16}$/);
  expect(throwawayClientId()).not.toBe(throwawayClientId());
});
