import { listed } from '../shared/lists';
import { fillTemplate, yamlText, type Parts } from './fill-template';
import {
  rotationOf,
  type CiSystem,
  type JobVariable,
  type PipelineEnvironment,
  type PipelineRotation,
} from './pipeline-facts';

/** The audience that AWS expects. */
const AWS_AUDIENCE = 'sts.amazonaws.com';
const ASSEMBLIES: Readonly<Record<CiSystem, string>> = { github: 'synthesized', gitlab: 'cdktf.out' };

/** What rotates the secrets of one environment. */
interface Rotating {
  readonly name: string;
  readonly rotation: PipelineRotation;
}

export function rotatingIn(environments: readonly PipelineEnvironment[]): readonly Rotating[] {
  return environments.flatMap(({ name, rotation }) => (rotation === undefined ? [] : [{ name, rotation }]));
}

/**
 * The jobs that rotate, one for each environment, so that each gets its own secrets only. A blank line is before each.
 *
 * @param templateText By the path of the template.
 */
export function rotateJobs(
  where: CiSystem,
  all: readonly Rotating[],
  { shared, templateText }: { readonly shared: Parts; readonly templateText: (name: string) => string },
): string {
  const template = templateText(`${where}/rotate-job.yml`);
  return all.map((one) => `\n${fillTemplate(template, partsOf(where, one, shared, templateText))}`).join('');
}

function partsOf(
  where: CiSystem,
  { name, rotation }: Rotating,
  shared: Parts,
  templateText: (name: string) => string,
): Parts {
  const { aws, vault, variables, settings } = rotation;
  const needsIdentity = aws || vault !== undefined;
  return {
    words: {
      ...shared.words,
      environment: name,
      'rotation-environment': yamlText(rotationOf(where, name)),
      'rotation-settings': settings,
      assembly: ASSEMBLIES[where],
      vault: vault ?? '',
    },
    blocks: {
      ...shared.blocks,
      rotate: templateText('rotate.sh'),
      identity: needsIdentity ? templateText(`${where}/identity.sh`) : '',
      'aws-identity': aws ? templateText('aws-identity.sh') : '',
      'vault-identity': vault === undefined ? '' : templateText('vault-identity.sh'),
      'identity-permission': needsIdentity ? 'id-token: write' : '',
      'id-tokens': needsIdentity ? idTokens(rotation) : '',
      'rotate-credentials': secretLines(variables),
    },
  };
}

function idTokens({ aws, vault }: PipelineRotation): string {
  const token = (variable: string, audience: string) => [`  ${variable}:`, `    aud: ${yamlText(audience)}`];
  return [
    'id_tokens:',
    ...(aws ? token('AWS_IDENTITY', AWS_AUDIENCE) : []),
    ...(vault === undefined ? [] : token('VAULT_JWT', vault)),
  ].join('\n');
}

/** Variables of a job of GitHub. Each name once: an environment holds its own values only, and others are empty in its job. */
export function secretLines(variables: readonly JobVariable[]): string {
  const values = new Map(
    variables.map(({ name, isPlain, from = name }) => [
      name,
      isPlain ? `secrets.${from} || vars.${from}` : `secrets.${from}`,
    ]),
  );
  return [...values].map(([name, value]) => `${name}: \${{ ${value} }}`).join('\n');
}

/** What people have to put into the CI environment of a rotation. */
export function rotationHeld(where: CiSystem, { name, rotation: { variables } }: Rotating): string {
  return `  ${rotationOf(where, name)}: ${listed(['OKTA_APPS_TOOL', ...variables.map(({ name: own, from = own }) => from)])}`;
}
