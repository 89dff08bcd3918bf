import { startCli } from '../../support/cli-process';
import { temporaryFolder } from '../../support/temporary-folder';
import { tlsProxy } from '../../support/tls-proxy';
import { secretsProject } from './support/secrets-project';

const folder = temporaryFolder();

test('a secret is proven through the proxy of HTTPS_PROXY, as every other request takes it', async () => {
  const project = await secretsProject(folder.path);
  const proxy = await tlsProxy(folder.path, 'acme.okta.test', project.org.url);
  try {
    const token = { type: 'api-token', tokenVariable: 'ACME_APPLY' } as const;
    const org = { name: 'acme', baseUrl: 'okta.test' };
    project.settings({ environment: 'prod', local: false, org, credentials: { plan: token, apply: token } });
    const { code, stdout, stderr } = await startCli(
      ['credentials', '--env', 'prod', '--skip-synth', '--verify', '--json'],
      {
        cwd: project.folder,
        env: {
          HOME: project.folder,
          HTTPS_PROXY: proxy.url,
          NODE_EXTRA_CA_CERTS: proxy.certificate,
          ACME_APPLY: project.org.token,
        },
      },
    ).ended;
    expect([code, stderr]).toEqual([0, '']);
    const { apps } = JSON.parse(stdout) as { readonly apps: readonly object[] };
    const proven = { secrets: [{ proof: { outcome: 'proven' } }] };
    expect(apps).toMatchObject([
      { ...proven, tokenEndpointAuthMethod: 'client_secret_basic' },
      { ...proven, tokenEndpointAuthMethod: 'client_secret_post' },
    ]);
    expect(new Set(proxy.asked)).toEqual(new Set(['acme.okta.test:443']));
  } finally {
    await proxy.close();
    await project.close();
  }
}, 60_000);
