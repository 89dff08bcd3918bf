import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { listed } from '../../shared/lists';
import { planKeyRotations } from '../keys/plan-key-rotation';
import { commandSigner } from '../keys/signer';
import type { MatchedApp } from '../read-apps';
import { namesOf } from './candidates';
import type { OrgOfRun } from './okta-hands';
import type { Asked } from './rotate-options';

/** What `rotate` does for client secrets only. */
const FOR_SECRETS = ['now', 'rollback', 'wait', 'yes'] as const;

/**
 * Plans the rotation of the keys of apps that are named one by one and sign with them. A stack may have apps of both kinds:
 * where it is named, its secrets are meant.
 *
 * @returns The exit code; undefined where client secrets are meant.
 * @throws UserError for apps of both kinds, and for an option that is of the other kind
 */
export async function rotateKeys(
  matched: readonly MatchedApp[],
  { names, declared, options }: Omit<Asked, 'terms'>,
  org: OrgOfRun,
  io: Io,
): Promise<number | undefined> {
  const { proveWith, due, json = false } = options;
  const keyed = due === true ? [] : matched.filter((one) => isNamedWithKeys(one, names));
  const [first, ...others] = keyed.map(({ app }) => app.path);
  if (first === undefined) {
    if (proveWith === undefined) return undefined;
    throw new UserError('--prove-with is for apps that sign with their own key; name one of them');
  }
  if (keyed.length < matched.length) {
    const sign = others.length === 0 ? 'signs with its own key' : 'sign with their own keys';
    throw new UserError(
      `${listed([first, ...others])} ${sign}, and the other apps have client secrets; rotate each kind in a run of its own`,
    );
  }
  const stranger = FOR_SECRETS.find((option) => options[option] === true);
  if (stranger !== undefined)
    throw new UserError(`--${stranger} is for client secrets, and ${first} signs with its own key`);
  const manifests = declared.apps.map((app) => app.manifest);
  const signer = proveWith === undefined ? {} : { signer: commandSigner(proveWith, io.cwd, manifests, io) };
  return await planKeyRotations(keyed, { ...signer, json }, org, io);
}

function isNamedWithKeys(one: MatchedApp, names: readonly string[]): boolean {
  return one.client.method === 'private_key_jwt' && namesOf(one).some((name) => names.includes(name));
}
