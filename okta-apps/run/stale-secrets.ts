import { CallError } from '../okta/call-error';
import type { OrgClient } from '../okta/client';
import { chosenValue, sourceOf, type InitialSecret } from '../project/initial-secrets';
import type { StackInput } from '../review/review-input';
import type { Io } from '../shared/io';
import { textField } from '../shared/json';
import { Secret } from '../shared/secret';
import { sideBySide } from '../shared/side-by-side';
import { whyNot, type PreparedStack } from './prepared-stack';

/** Requests of one stack at the same time; they all fall into Okta's smallest bucket. */
const AT_ONCE = 4;

/** An initial client secret that is set although its app exists. */
interface Kept {
  readonly secret: InitialSecret;
  readonly value: Secret;
  /** Okta's id of the app. */
  readonly id: string;
}

/**
 * Says which initial client secrets Okta no longer has. Terraform sends them once, so a changed variable would silently
 * do nothing. One request for each app whose secret is set although the app exists, with the credential of an apply: that
 * of a plan must not be able to read secrets.
 */
export async function withStaleSecrets(
  input: StackInput,
  stack: PreparedStack,
  open: () => Promise<OrgClient>,
  { env }: Pick<Io, 'env'>,
): Promise<StackInput> {
  const kept = keptSecrets(input, stack, env);
  if (kept.length === 0) return input;
  const notes = stack.purpose === 'apply' || stack.manifest.local ? await compared(kept, stack, open) : unread(kept);
  return notes.length === 0 ? input : { ...input, notes: [...(input.notes ?? []), ...notes] };
}

function keptSecrets(input: StackInput, { manifest }: PreparedStack, env: Io['env']): readonly Kept[] {
  return manifest.birthSecrets.flatMap((secret) => {
    // What another tool rotates is not what the code chose.
    const value = manifest.rotatedBy?.[secret.address] === undefined ? chosenValue(secret, env) : undefined;
    const change = input.plan?.changes.find(({ address }) => address === secret.address);
    const exists = change?.kind === 'update' || change?.kind === 'no-op';
    const id = exists ? textField(change.before ?? {}, 'id') : undefined;
    return value === undefined || id === undefined ? [] : [{ secret, value: new Secret(value), id }];
  });
}

async function compared(
  kept: readonly Kept[],
  stack: PreparedStack,
  open: () => Promise<OrgClient>,
): Promise<readonly string[]> {
  try {
    const client = await open();
    const [{ clientSecrets }, { heldAs, isCalibrated }] = await Promise.all([
      import('../okta/client-secrets.js'),
      import('../okta/secret-hash.js'),
    ]);
    const listed = await sideBySide(kept, AT_ONCE, async (one) => ({ one, has: await clientSecrets(client, one.id) }));
    if (!listed.every(({ has }) => isCalibrated(has))) return [notKnown(kept, OTHER_HASH)];
    return listed.flatMap(({ one, has }) => {
      const held = heldAs(one.value, has);
      return held === 'ACTIVE' ? [] : [staleText(one, held === 'INACTIVE', stack.manifest.environment)];
    });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return [notKnown(kept, `the org did not tell (${whyNot(error, stack)})`)];
  }
}

const OTHER_HASH = "Okta's secret_hash is not the hash that this version knows";

function unread(kept: readonly Kept[]): readonly string[] {
  return [notKnown(kept, 'the credential of a plan must not read client secrets; okta-apps apply compares')];
}

/** Short enough to be shown whole. */
function staleText({ secret }: Kept, isInactive: boolean, environment: string): string {
  const { address } = secret;
  const app = address.slice(address.indexOf('.') + 1);
  const what = isInactive
    ? `an inactive client secret of ${address}`
    : `not a client secret that Okta has for ${address}`;
  return (
    `${sourceOf(secret)} is ${what}, and has no effect: Terraform sends it only at creation. ` +
    `Unset it, or replace the one in Okta: okta-apps rotate ${app} --env ${environment}`
  );
}

function notKnown(kept: readonly Kept[], why: string): string {
  return `whether Okta still has ${kept.map(({ secret }) => sourceOf(secret)).join(', ')} is not known: ${why}`;
}
