import { TrustedOrigin } from '@cdktf/provider-okta/lib/trusted-origin';
import { App } from 'cdktf';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import { local } from '../../env/local';
import { OktaStack } from '../../constructs/okta-stack';
import type { PlainStack } from './plain-project';

/** Two groups that the org has. */
export const GROUPS = ['00glocalgroup00000a', '00glocalgroup00000b'] as const;

/** What Okta has already. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

function stackOf(outdir: string, add: (stack: OktaStack) => void): PlainStack {
  const stack = new OktaStack(new App({ stackTraces: false, outdir }), 'shop', local);
  add(stack);
  return {
    terraform: JSON.parse(JSON.stringify(stack.toTerraform())) as object,
    // An app that goes would block the apply.
    manifest: {
      environment: 'local',
      local: true,
      org: stack.manifest.org,
      rules: { reviewSeverities: { 'app/deleted': 'high' } },
    },
  };
}

function app(stack: OktaStack, id: string, label: string, groups: readonly string[], clientId?: string): OidcWebApp {
  const props = { label, redirectUris: [`http://localhost:3000/${id}/callback`], assignTo: { groups } };
  return new OidcWebApp(stack, id, { ...props, ...(clientId !== undefined && { clientId }) });
}

function origin(stack: OktaStack, id: string, scopes: string[]): TrustedOrigin {
  const resource = new TrustedOrigin(stack, id, { name: id, origin: `https://${id}.test`, scopes });
  resource.overrideLogicalId(id);
  return resource;
}

/** Where the small apply begins. */
export function stackBefore(outdir: string): PlainStack {
  return stackOf(outdir, (stack) => {
    app(stack, 'kept', 'Kept', GROUPS);
    app(stack, 'gone', 'Gone', [GROUPS[0]]);
    origin(stack, 'kept-origin', ['CORS']);
    origin(stack, 'gone-origin', ['CORS']);
  });
}

/**
 * What it makes of that: creates, updates and deletes an app, its groups and a trusted origin. The client id of the new
 * app is its own, or Okta's.
 */
export function stackWanted(outdir: string, clientId: string | undefined, imports: readonly Import[] = []): PlainStack {
  return stackOf(outdir, (stack) => {
    app(stack, 'kept', 'Kept, renamed', [GROUPS[1]]);
    origin(stack, 'kept-origin', ['CORS', 'REDIRECT']);
    const made = {
      'okta_app_oauth.new': app(stack, 'new', 'New', GROUPS, clientId),
      'okta_trusted_origin.new-origin': origin(stack, 'new-origin', ['CORS']),
    };
    for (const { to, id } of imports) made[to as keyof typeof made].importFrom(id);
  });
}

/** What the org has then. */
export const WANTED = {
  apps: [`Kept, renamed ACTIVE ${GROUPS[1]}`, `New ACTIVE ${GROUPS.join(' ')}`],
  origins: ['kept-origin CORS REDIRECT', 'new-origin CORS'],
};
