import { TrustedOrigin } from '@cdktf/provider-okta/lib/trusted-origin';
import { App } from 'cdktf';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import { local } from '../../env/local';
import { OktaStack } from '../../stacks/okta-stack';
import type { PlainStack } from './plain-project';

/** Two groups that the org has. */
export const GROUPS = ['00glocalgroup00000a', '00glocalgroup00000b'] as const;

/** An import block. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

function stackOf(outdir: string, add: (stack: OktaStack) => void, imports: readonly Import[]): PlainStack {
  const stack = new OktaStack(new App({ stackTraces: false, outdir }), 'shop', local);
  add(stack);
  const terraform = JSON.parse(JSON.stringify(stack.toTerraform())) as object;
  return {
    terraform: { ...terraform, ...(imports.length > 0 && { import: imports }) },
    // An app that goes would block the apply.
    manifest: { environment: 'local', local: true, rules: { reviewSeverities: { 'app/deleted': 'high' } } },
  };
}

function app(stack: OktaStack, id: string, label: string, groups: readonly string[], clientId?: string): void {
  const redirectUris = [`http://localhost:3000/${id}/callback`];
  new OidcWebApp(stack, id, { label, redirectUris, assignTo: { groups }, ...(clientId !== undefined && { clientId }) });
}

function origin(stack: OktaStack, id: string, scopes: string[]): void {
  new TrustedOrigin(stack, id, { name: id, origin: `https://${id}.test`, scopes }).overrideLogicalId(id);
}

/** Where the small apply begins. */
export function stackBefore(outdir: string): PlainStack {
  const add = (stack: OktaStack): void => {
    app(stack, 'kept', 'Kept', GROUPS);
    app(stack, 'gone', 'Gone', [GROUPS[0]]);
    origin(stack, 'kept-origin', ['CORS']);
    origin(stack, 'gone-origin', ['CORS']);
  };
  return stackOf(outdir, add, []);
}

/**
 * What it makes of that: creates, updates and deletes an app, its groups and a trusted origin. The client id of the new
 * app is its own, or Okta's.
 */
export function stackWanted(outdir: string, clientId: string | undefined, imports: readonly Import[] = []): PlainStack {
  const add = (stack: OktaStack): void => {
    app(stack, 'kept', 'Kept, renamed', [GROUPS[1]]);
    app(stack, 'new', 'New', GROUPS, clientId);
    origin(stack, 'kept-origin', ['CORS', 'REDIRECT']);
    origin(stack, 'new-origin', ['CORS']);
  };
  return stackOf(outdir, add, imports);
}

/** What the org has then. */
export const WANTED = {
  apps: [`Kept, renamed ACTIVE ${GROUPS[1]}`, `New ACTIVE ${GROUPS.join(' ')}`],
  origins: ['kept-origin CORS REDIRECT', 'new-origin CORS'],
};
