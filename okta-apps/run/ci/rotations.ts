import { existsSync } from 'node:fs';
import path from 'node:path';
import { sinkNeeds } from '../../pipelines/sink-needs';
import type { CiSystem, JobVariable, PipelineRotation } from '../../pipelines/pipeline-facts';
import { readDocument, type AssembledStack } from '../../project/assembly';
import { APP_OAUTH } from '../../resources/app-oauth';
import { usesSecret } from '../../shared/client-authentication';
import { inner, object, textField } from '../../shared/json';
import { sinkOf, type SecretSink } from '../../shared/secret-settings';
import { secretVariable } from '../../shared/stack-manifest';
import { shown } from '../../shared/visible-text';
import { rotationDigest } from '../rotation-settings';

/** What the scheduled rotation of an environment needs, and what is wrong with it. */
export interface FoundRotation {
  /** Undefined where `secrets.maxAge` is not set. */
  readonly rotation: PipelineRotation | undefined;
  readonly problems: readonly string[];
}

/** @param stacks of one environment; what they say of it is the same. */
export function rotationIn(where: CiSystem, environment: string, stacks: readonly AssembledStack[]): FoundRotation {
  const manifest = stacks[0]?.manifest;
  if (manifest?.secrets?.maxAge === undefined) return { rotation: undefined, problems: [] };
  const { rotate, apply } = manifest.credentials;
  const used = stacks.flatMap(sinksIn);
  const sinks = [...new Map(used.map((sink) => [JSON.stringify(sink), sink])).values()];
  const needs = sinks.flatMap((sink) => (sink === undefined ? [] : [{ sink, needs: sinkNeeds(sink, where) }]));
  const vaults = [...new Set(sinks.flatMap((sink) => (sink?.type === 'vault-kv-v2' ? [sink.address] : [])))];
  const asked = needs.flatMap((one) => ('refused' in one.needs ? [] : [one.needs]));
  const said = [
    // Its CI environment has no reviewers, because a schedule waits for no one.
    ...(rotate === undefined && manifest.approvals > 0
      ? ['needs a credential that does nothing else, because no reviewer releases it: set credentials.rotate']
      : []),
    ...(sinks.includes(undefined) ? ['hands a new secret to a sink: set secrets.sink'] : []),
    ...needs.flatMap((one) =>
      'refused' in one.needs ? [`cannot hand a secret to ${one.needs.refused}: use another sink`] : [],
    ),
    ...(vaults.length > 1
      ? [`has one credential for Vault, and the sinks are of ${vaults.join(' and ')}: use one`]
      : []),
    ...sinks.flatMap(oddFiles),
  ];
  const variables: readonly JobVariable[] = [
    { name: secretVariable(rotate ?? apply) },
    ...asked.flatMap((one) => one.variables),
  ];
  const [vault] = vaults;
  return {
    rotation: {
      variables: [...new Map(variables.map((one) => [one.name, one])).values()],
      aws: asked.some(({ identity }) => identity === 'aws'),
      ...(vault !== undefined && { vault }),
      settings: rotationDigest(manifest),
    },
    problems: said.map(
      (text) =>
        `Environment ${environment}: secrets.maxAge is set, and the scheduled rotation ${text} in env/, or remove maxAge`,
    ),
  };
}

/** The sinks of the apps that a rotation is about; undefined for an app without one. */
function sinksIn(stack: AssembledStack): readonly (SecretSink | undefined)[] {
  const { secrets = {}, rotatedBy = {} } = stack.manifest;
  const apps = Object.entries(object(inner(readDocument(stack), 'resource', APP_OAUTH.name)));
  return apps.flatMap(([app, attributes]) => {
    const method = textField(object(attributes), 'token_endpoint_auth_method') ?? 'client_secret_basic';
    const isOurs = usesSecret(method) && !Object.hasOwn(rotatedBy, `${APP_OAUTH.name}.${app}`);
    return isOurs ? [sinkOf(secrets, app)] : [];
  });
}

/** What a shell takes as it is. */
const SHELL_WORD = /^[\w./-]+$/;

function oddFiles(sink: SecretSink | undefined): readonly string[] {
  const [odd] = wordsOf(sink).filter((word) => /[/\\]/.test(word) && !SHELL_WORD.test(word) && !word.includes(':'));
  return odd === undefined ? [] : [`cannot pin the file ${shown(odd)} of a sink's command: rename it`];
}

/** Whether a scheduled job rotates the secrets of a stack. */
export function isRotated({ manifest }: Pick<AssembledStack, 'manifest'>): boolean {
  return !manifest.local && manifest.secrets?.maxAge !== undefined;
}

/** Files of the project that commands of sinks start or are given, which the pin of the tool holds. */
export function sinkFiles(folder: string, stacks: readonly AssembledStack[]): readonly string[] {
  const words = stacks.filter(isRotated).flatMap(sinksIn).flatMap(wordsOf);
  const files = words
    .map((word) => path.posix.normalize(word))
    .filter((file) => SHELL_WORD.test(file) && !file.startsWith('..') && !file.startsWith('/') && !file.startsWith('-'))
    .filter((file) => file !== '.' && existsSync(path.join(folder, file)));
  return [...new Set(files)].sort();
}

function wordsOf(sink: SecretSink | undefined): readonly string[] {
  return sink?.type === 'exec' ? [...sink.write, ...(sink.read ?? [])] : [];
}
