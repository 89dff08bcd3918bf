import { gitProject } from '../../support/git-project';
import { oktaDocument } from '../../support/okta-document';
import type { PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

// Terraform applies the stack twice.
jest.setTimeout(90_000);

const folder = temporaryFolder();

const WEB = {
  label: 'Web shop',
  token_endpoint_auth_method: 'client_secret_basic',
  pkce_required: true,
  login_mode: 'SPEC',
  login_uri: 'https://web.acme.dev/login',
  participate_slo: true,
  frontchannel_logout_uri: 'https://web.acme.dev/out',
};

function shop(web: object): Readonly<Record<string, PlainStack>> {
  const manifest = { environment: 'prod', production: true };
  return { 'shop-prod': { terraform: oktaDocument({ web: { ...WEB, ...web } }), manifest } };
}

const canary = 'canary-stray-7731';

test('a changed stack is reviewed with the requests that start and stop working in its two orgs', async () => {
  const { folder: cwd, change } = gitProject(folder.path, shop({}));
  change(
    shop({
      redirect_uris: ['https://web.acme.dev/callback', 'https://acme-login.net/callback'],
      pkce_required: false,
      login_uri: 'https://web.acme.dev/start?from=okta',
      frontchannel_logout_uri: 'https://end.acme.net/out',
    }),
  );
  const run = await runCli(['review', '--rehearse', '--witness'], { cwd, env: { OKTA_API_TOKEN: canary } });
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 3, stderr: 'shop-prod: rehearsal\n' });
  expect(run.stdout).not.toContain(canary);
  const [, section] = /\n(Shown by requests: [^]*?)\n\n/.exec(`${run.stdout}\n`) ?? [];
  expect(section).toMatchInlineSnapshot(`
    "Shown by requests: 4 start to work and 2 stop working, of 11 that were sent to base and head
      Starts to work (Web shop in prod, redirect-uri/new-domain): GET /oauth2/v1/authorize?client_id=web-client&response_type=code&redirect_uri=https://acme-login.net/callback
        before refused with invalid_redirect_uri: The 'redirect_uri' parameter must be a Login…e https://acme-login.net/callback; now accepted, the browser is sent to the app with code
      Starts to work (Web shop in prod, initiate-login/added): GET /home/oidc_client/…, the tile of the app, to be sent to https://web.acme.dev/start?from=okta
        before refused, the browser is sent to https://web.acme.dev/login; now accepted, the browser is sent there
      Stops working (Web shop in prod, initiate-login/removed): GET /home/oidc_client/…, the tile of the app, to be sent to https://web.acme.dev/login
        before accepted, the browser is sent there; now refused, the browser is sent to https://web.acme.dev/start?from=okta
      Starts to work (Web shop in prod, frontchannel-logout/new-host): GET /oauth2/v1/logout by a user who is signed in to the app, to open https://end.acme.net/out in a frame
        before refused, the browser opens https://web.acme.dev/out; now accepted, the browser opens it in a frame
      Stops working (Web shop in prod, frontchannel-logout/removed): GET /oauth2/v1/logout by a user who is signed in to the app, to open https://web.acme.dev/out in a frame
        before accepted, the browser opens it in a frame; now refused, the browser opens https://end.acme.net/out
      Starts to work (Web shop in prod, pkce/off): POST /oauth2/v1/token with grant_type=authorization_code&client_id=web-client&code=…, after a sign-in without code_challenge
        before refused with invalid_request: Authorization Server policy requires PKCE to be used for this request; now accepted, the app gets tokens"
  `);
  expect(run.stdout).not.toContain('[witness/');
});
