import { environments } from '../../../env/environments';
import { bucketName } from '../../../okta-apps/local/org/rate-limits';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { serveProvider, type ProviderEndpoint } from '../../../okta-apps/local/provider/serve';
import { planRequests } from '../../../okta-apps/run/plan-requests';
import { buildApp } from '../../../stacks/build-app';
import { runSynthesize } from '../../support/project';
import { makeWorkspace, type Workspace } from '../../support/terraform-run';

/* What is estimated for the example stacks, beside what the local org says that their plans asked. */

const { files } = runSynthesize({ environments, wanted: 'local', build: buildApp });
const stacks = Object.entries(files).flatMap(([path, text]): [string, string][] =>
  path.endsWith('/cdk.tf.json') ? [[path.split('/')[1] ?? '', text]] : [],
);

let org: LocalOrg;
let endpoint: ProviderEndpoint;
let workspace: Workspace;

beforeAll(async () => {
  org = await startOrg();
  endpoint = await serveProvider({ org: { url: org.url, token: org.token } });
});

afterEach(() => workspace.remove());

afterAll(async () => {
  await endpoint.close();
  await org.close();
});

test.each(stacks)(
  '%s is planned with the estimated requests',
  async (_name, text) => {
    const stack = JSON.parse(text) as { terraform: object };
    workspace = await makeWorkspace(endpoint.reattach);
    await workspace.write('stack.tf.json', { ...stack, terraform: { ...stack.terraform, backend: { local: {} } } });
    expect(await workspace.run(['init', '-no-color'])).toMatchObject({ exit: 0 });
    expect(await workspace.run(['apply', '-auto-approve', '-no-color'])).toMatchObject({ exit: 0 });
    const before = org.requests().length;
    expect(await workspace.run(['plan', '-detailed-exitcode', '-no-color'])).toMatchObject({ exit: 0 });
    const counts: Record<string, number> = {};
    for (const { method, path } of org.requests().slice(before)) {
      const bucket = bucketName(method, path.replace(/\?.*/, ''));
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    expect(counts).toEqual(planRequests(stack, 'api-token'));
  },
  60_000,
);
