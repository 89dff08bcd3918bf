import { cleanUp } from '../../../scripts/verify-org/clean-up';
import type { Ask, Request } from '../../../scripts/verify-org/step';

const LABEL = 'okta-apps-verify-1';

/** An org that holds these objects and does as it is told. */
function holding(objects: Readonly<Record<string, object>>): { readonly ask: Ask; readonly deleted: string[] } {
  const deleted: string[] = [];
  const ask: Ask = ({ method, path }: Request) => {
    if (method === 'DELETE') deleted.push(path);
    const found = Object.entries(objects).filter(([key]) => key.startsWith(`${path.split('?')[0] ?? ''}/`));
    return Promise.resolve({ status: method === 'DELETE' ? 204 : 200, body: found.map(([, object]) => object) });
  };
  return { ask, deleted };
}

test('only what bears the name of the run is deleted', async () => {
  const { ask, deleted } = holding({
    '/api/v1/apps/1': { id: '1', label: LABEL },
    '/api/v1/apps/2': { id: '2', label: `${LABEL}0` },
    '/api/v1/apps/3': { id: '3', label: 'Payroll' },
    '/api/v1/trustedOrigins/4': { id: '4', name: `${LABEL}-again` },
    '/api/v1/trustedOrigins/5': { id: '5', name: 'shop' },
  });
  expect(await cleanUp(ask, LABEL, [])).toEqual([]);
  expect(deleted).toEqual(['/api/v1/apps/1', '/api/v1/trustedOrigins/4']);
});

test('a list that cannot be had is named, for something may be in it', async () => {
  const ask: Ask = ({ path }) =>
    path.startsWith('/api/v1/apps')
      ? Promise.reject(new Error('ECONNRESET'))
      : Promise.resolve({ status: 403, body: {} });
  expect(await cleanUp(ask, LABEL, [])).toEqual([
    `/api/v1/apps could not be searched for ${LABEL} (ECONNRESET); look there`,
  ]);
});

test('a connection that is lost once is tried again', async () => {
  let cut = 1;
  const { ask, deleted } = holding({});
  const flaky: Ask = (request) =>
    request.method === 'DELETE' && cut-- > 0 ? Promise.reject(new Error('cut')) : ask(request);
  expect(await cleanUp(flaky, LABEL, ['/api/v1/trustedOrigins/tos1'])).toEqual([]);
  expect(deleted).toEqual(['/api/v1/trustedOrigins/tos1']);
});
