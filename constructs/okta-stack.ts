import { join } from 'node:path';
import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { setAppSettings } from './app/app-settings';
import { appsIn } from './app/app-subject';
import { mayReferToOtherStacks, withLiteralApps } from './stack/literal-apps';
import { checkFramework } from './stack/framework';
import { declarationFaults } from './stack/declaration-faults';
import { UsageError } from './usage-error';
import type { Environment } from './environment';
import { passedVariableFault } from '../okta-apps/shared/passed-variables';
import { orgUrl, secretVariables, writeStackManifest, type StackManifest } from '../okta-apps/shared/stack-manifest';
import { addBackend } from './stack/backends';
import { capturePlace } from './stack/captured-place';
import { checkBeforeWriting, noteWritten } from './stack/checked-synth';
import { environmentRules } from './stack/environment-rules';
import { markStack } from './stack/environment-stacks';
import { seedGroupsOf } from './stack/seed-groups';
import { writePlaces } from './stack/stack-places';

/** Ephemeral variables and write-only attributes came with 1.11. */
const TERRAFORM_VERSION = '>= 1.11.0';
/** Set by `okta-apps`, which knows what a run asks of an org. */
const MAX_API_CAPACITY = 'max_api_capacity';
const TEAM = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/**
 * The stack of one team's apps in one environment: `<team>-<environment>`, one state. Says once what every stack
 * needs: the backend, the provider and its version, and what the environment wants of its apps.
 */
export class OktaStack extends TerraformStack {
  constructor(
    scope: Construct,
    team: string,
    readonly environment: Environment,
  ) {
    super(scope, freeName(scope, team, environment));
    markStack(this);
    capturePlace(this, OktaStack);
    this.#writeManifestToo();
    checkPassedVariables(environment);
    const { preventDestroy, name, org, credentials, local = false, providers = [] } = environment;
    const rules = environmentRules(environment);
    const appliedBy = credentials.apply.type;
    const settings = { preventDestroy, rules, appliedBy, local, providers };
    setAppSettings(this, { environment: name, orgUrl: orgUrl(environment), ...settings });
    addBackend(this, environment.backend);
    const provider = new OktaProvider(this, 'okta', { orgName: org.name, baseUrl: org.baseUrl });
    // A literal, so that the stack holds no token; the variable of the provider, MAX_API_CAPACITY, is never read.
    provider.addOverride('max_api_capacity', `\${var.${MAX_API_CAPACITY}}`);
    new TerraformVariable(this, MAX_API_CAPACITY, {
      type: 'number',
      default: 100,
      description: "Percent of the org's rate limits at which the provider waits for the next minute; 100 is never.",
    });
    // The bindings would pin the version that they were made from.
    this.addOverride('terraform.required_providers.okta.version', environment.providerVersion);
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
  }

  /**
   * CDKTF's prepare pass resolves everything once more to find references to other stacks. Apps made of literals
   * have none, and a stack of nothing else needs no such pass; a third of the time of a large synth.
   */
  override prepareStack(): void {
    checkBeforeWriting(this);
    if (mayReferToOtherStacks(this)) super.prepareStack();
    else this.ensureBackendExists();
  }

  override toTerraform(): unknown {
    return withLiteralApps(this, () => super.toTerraform() as unknown);
  }

  /** What `okta-apps` must know of this stack; written beside its `cdk.tf.json`. */
  get manifest(): StackManifest {
    const { name, production, local = false, org, approvals = 0, approvers } = this.environment;
    const { passVariables, records, providers, providerAliases, secrets, seed } = this.environment;
    const { plan, apply, applyOrigins, rotate } = this.environment.credentials;
    const rotated = appsIn(this).flatMap(({ address, rotatedBy }) =>
      rotatedBy ? [[address, rotatedBy] as const] : [],
    );
    const seedGroups = seedGroupsOf(this);
    return {
      version: 1,
      stack: this.node.id,
      environment: name,
      production,
      local,
      org,
      approvals,
      ...(approvers !== undefined && { approvers }),
      credentials: {
        plan,
        apply,
        ...(applyOrigins !== undefined && { applyOrigins }),
        ...(rotate !== undefined && { rotate }),
      },
      birthSecrets: appsIn(this).flatMap(({ secretVariable, secretKey, address }) =>
        secretVariable === undefined
          ? []
          : [{ variable: secretVariable, address, ...(secretKey !== undefined && { key: secretKey }) }],
      ),
      rules: environmentRules(this.environment),
      ...(passVariables !== undefined && { passVariables }),
      ...(records !== undefined && { records }),
      ...(providers !== undefined && { providers }),
      ...(providerAliases !== undefined && { providerAliases }),
      ...(secrets !== undefined && { secrets }),
      ...(rotated.length > 0 && { rotatedBy: Object.fromEntries(rotated) }),
      ...(seed !== undefined && { seed }),
      ...(!local && seedGroups.length > 0 && { seedGroups }),
    };
  }

  #writeManifestToo(): void {
    const { synthesizer } = this;
    this.synthesizer = {
      synthesize: (session) => {
        synthesizer.synthesize(session);
        const folder = join(session.outdir, session.manifest.forStack(this).workingDirectory);
        writeStackManifest(folder, this.manifest);
        writePlaces(folder, this);
        noteWritten(this);
      },
    };
  }
}

function freeName(scope: Construct, team: string, environment: Environment): string {
  checkFramework(scope);
  if (!TEAM.test(team)) {
    throw new UsageError(
      `stack must have a name of letters, digits, - and _, got ${JSON.stringify(team)}; give it a team name such as "storefront"`,
    );
  }
  const faults = declarationFaults(environment);
  if (faults.length > 0) throw new UsageError(`environment cannot be built: ${faults.join(' · ')}`);
  const name = `${team}-${environment.name}`;
  if (App.isApp(scope) && scope.node.tryFindChild(name) !== undefined) {
    throw new UsageError(`stack must have a unique name, got "${name}" twice; give one of the two another team name`);
  }
  return name;
}

function checkPassedVariables({ credentials, passVariables = [] }: Environment): void {
  const own = secretVariables({ credentials });
  for (const name of passVariables) {
    const fault = passedVariableFault(name, own);
    if (fault === undefined) continue;
    throw new UsageError(
      `passVariables must not hold ${JSON.stringify(name)}, which ${fault}; list only what Terraform needs to reach the state or a provider`,
    );
  }
}
