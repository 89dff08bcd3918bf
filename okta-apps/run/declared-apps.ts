import { readAssembly, readDocument, type AssembledStack } from '../project/assembly';
import { chooseStacks } from '../project/choose-stacks';
import { addressIn, blocks } from '../project/document';
import { findProject, type Project } from '../project/find-project';
import { refuseOktaOrgs, refuseProjectCode, withAssembly } from '../project/given-assembly';
import { synthesize } from '../project/run-app';
import { secretsOf } from '../project/stack-secrets';
import { APP_OAUTH } from '../resources/app-oauth';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { inner, object, textField, type JsonObject } from '../shared/json';
import { commaSeparated, counted, listed } from '../shared/lists';
import { nearest } from '../shared/nearest';
import { globToRegExp } from '../shared/patterns';
import type { StackManifest } from '../shared/stack-manifest';

/** An app of the code, in one environment. */
export interface DeclaredApp {
  /** Construct ID, such as `billing`. */
  readonly app: string;
  /** `storefront-prod/billing` */
  readonly path: string;
  readonly address: string;
  /** Undefined where only Terraform knows it. */
  readonly label: string | undefined;
  /** Undefined where Okta gives it. */
  readonly clientId: string | undefined;
  /** Okta's id of the app, where the code imports it. */
  readonly importId: string | undefined;
  /** Its attributes as Terraform reads them: what only Terraform knows is an expression. */
  readonly attributes: JsonObject;
  /** The folder with the files of its stack. */
  readonly folder: string;
  readonly manifest: StackManifest;
}

/** Which environment a command is about, and where its stacks come from. */
export interface EnvironmentOptions {
  readonly env?: string;
  readonly skipSynth?: boolean;
  /** A folder that another job synthesized; nothing of the project is run. */
  readonly assembly?: string;
}

/** The apps of one environment. */
export interface DeclaredApps {
  readonly project: Project;
  readonly environment: string;
  /** Of any of its stacks: what they say of their environment is the same. */
  readonly manifest: StackManifest;
  readonly stacks: readonly AssembledStack[];
  readonly apps: readonly DeclaredApp[];
}

/**
 * Every app of one environment, freshly synthesized.
 *
 * @param command Its name, for messages.
 * @throws UserError
 */
export async function declaredApps(command: string, options: EnvironmentOptions, io: Io): Promise<DeclaredApps> {
  const names = commaSeparated(options.env ?? io.env['OKTA_ENV']);
  const [environment] = names;
  if (environment === undefined || names.length > 1) {
    throw new UserError(
      `okta-apps ${command} is about one environment, got ${names.length === 0 ? 'none' : listed(names)}; pass --env <name>`,
    );
  }
  const own = findProject(io.cwd);
  const given = options.assembly;
  if (given === undefined) refuseProjectCode(io.env);
  const project = given === undefined ? own : withAssembly(own, given, io);
  if (given === undefined && options.skipSynth !== true)
    await synthesize(project, { environments: environment, stdout: io.stderr }, io);
  const chosen = chooseStacks(readAssembly(project.outdir, project.output, io.stderr), [], environment);
  if (given === undefined) refuseOktaOrgs(chosen, io.env);
  secretsOf(
    chosen.map(({ manifest }) => manifest),
    io,
  );
  const stacks = chosen.map((stack) => ({ ...stack, document: readDocument(stack) }));
  const [first] = stacks;
  if (first === undefined) throw new UserError(`There are no stacks of ${environment}`);
  return { project, environment, manifest: first.manifest, stacks, apps: stacks.flatMap(appsOf) };
}

/** The apps that a stack declares. */
export function appsOf(stack: AssembledStack): readonly DeclaredApp[] {
  const document = readDocument(stack);
  const declared = object(inner(document, 'resource', APP_OAUTH.name));
  const imports = new Map(blocks(document, 'import').map((block) => [addressIn(block, 'to'), textField(block, 'id')]));
  return Object.entries(declared).map(([app, attributes]) => ({
    app,
    path: `${stack.name}/${app}`,
    address: `${APP_OAUTH.name}.${app}`,
    label: literal(attributes, 'label'),
    clientId: literal(attributes, 'client_id'),
    importId: imports.get(`${APP_OAUTH.name}.${app}`)?.split('/')[0],
    attributes: object(attributes),
    folder: stack.folder,
    manifest: stack.manifest,
  }));
}

/** An app as Okta lists it, as far as it can be called by it. */
interface Known {
  readonly label: string;
  readonly clientId: string;
}

/**
 * The apps that the names mean, each once, in the order of the code: construct path or ID, address, label, client ID, or
 * the name or a glob of a stack. No names are all apps.
 *
 * @param clientOf The app as Okta has it; undefined where it does not.
 * @throws UserError for a name that means no app, or several.
 */
export function chooseApps(
  names: readonly string[],
  { apps, environment }: Pick<DeclaredApps, 'apps' | 'environment'>,
  clientOf: (app: DeclaredApp) => Known | undefined,
): readonly DeclaredApp[] {
  if (names.length === 0) return apps;
  const meant = names.flatMap((name) => {
    const found = meaningOf(name, apps, clientOf);
    if (found.length > 0) return found;
    const known = apps.flatMap(({ app, path, label = '' }) => [app, path, label]);
    const near = nearest(name, known);
    throw new UserError(
      `There is no app ${JSON.stringify(name)} in ${environment}; ` +
        (near === undefined ? `its apps are ${listed(apps.map(({ path }) => path))}` : `did you mean ${near}?`),
    );
  });
  return apps.filter((app) => meant.includes(app));
}

function meaningOf(
  name: string,
  apps: readonly DeclaredApp[],
  clientOf: (app: DeclaredApp) => Known | undefined,
): readonly DeclaredApp[] {
  const exact = apps.filter(({ path }) => path === name);
  if (exact.length > 0) return exact;
  const stack = globToRegExp(name);
  const ofStacks = apps.filter(({ path }) => stack.test(path.slice(0, path.indexOf('/'))));
  if (ofStacks.length > 0) return ofStacks;
  const one = apps.filter((app) => {
    const client = clientOf(app);
    return [app.app, app.address, app.label, app.clientId, client?.label, client?.clientId].includes(name);
  });
  if (one.length < 2) return one;
  throw new UserError(
    `${counted(one.length, 'app')} are called ${JSON.stringify(name)}: ${listed(one.map(({ path }) => path))}; use one of these`,
  );
}

/** An expression is not what Okta has. */
function literal(attributes: unknown, name: string): string | undefined {
  const value = textField(object(attributes), name);
  return value?.includes('${') ? undefined : value;
}
