import { isEnvironmentName } from '../shared/environment-name';
import { shown } from '../shared/visible-text';

/** Terraform takes these as they are; see the rule `address/construct-id`. */
const APP = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** What `OktaStack` takes. */
const TEAM = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
/** What Okta takes as the name of an org, which is part of a host. */
const ORG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Okta's bounds for a client ID. */
const CLIENT_ID = { shortest: 6, longest: 100 };
/** Windows has devices of these names. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** What is wrong with the name of an app; undefined for a good one. */
export function appNameProblem(name: string): string | undefined {
  if (APP.test(name)) return undefined;
  return (
    `The name of an app becomes its Terraform address and must begin with a letter or _ and continue with letters, ` +
    `digits, _ and -, got ${shown(name)}; choose one such as "invoices-web"`
  );
}

/** What is wrong with the length of the client IDs that the app would have in these environments. */
export function clientIdProblem(name: string, environments: readonly string[]): string | undefined {
  const lengths = environments.map((environment) => `${name}-${environment}`.length);
  const { shortest, longest } = CLIENT_ID;
  if (lengths.every((length) => length >= shortest && length <= longest)) return undefined;
  return (
    `The client IDs of an app are its name with that of the environment and must have ${shortest} to ${longest} characters, ` +
    `got ${Math.min(...lengths)} to ${Math.max(...lengths)}; choose another name than "${name}"`
  );
}

export function teamNameProblem(name: string): string | undefined {
  if (TEAM.test(name) && !DEVICES.test(name)) return undefined;
  return `--team must be letters, digits, - and _, and begin with a letter or digit, got ${shown(name)}; give a name such as "storefront"`;
}

export function environmentNameProblem(name: string): string | undefined {
  if (isEnvironmentName(name) && !DEVICES.test(name)) return undefined;
  return (
    'The name of an environment must be letters, digits and -, begin and end with a letter or digit, and have at most 63 characters, ' +
    `got ${shown(name)}; choose one such as "qa-eu"`
  );
}

export function orgNameProblem(name: string): string | undefined {
  if (ORG.test(name)) return undefined;
  return `--org must be the name of an Okta org, such as "acme" of https://acme.okta.com, got ${shown(name)}`;
}

/** What npm takes as the name of a package. */
const PROJECT = /^[a-z0-9][a-z0-9._-]{0,213}$/;

export function projectNameProblem(name: string): string | undefined {
  if (PROJECT.test(name)) return undefined;
  return `--name must be lower-case letters, digits, ".", "_" and "-", got ${shown(name)}; give a name such as "okta-apps"`;
}

/** The name of a project by that of its folder. */
export function projectNameOf(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return PROJECT.test(name) ? name : 'okta-apps';
}

/** `invoices-web` → `Invoices web` */
export function labelOf(name: string): string {
  const words = wordsOf(name).join(' ') || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `invoices-web` → `InvoicesWeb` */
export function pascalCase(name: string): string {
  const text = wordsOf(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^[A-Za-z]/.test(text) ? text : `X${text}`;
}

/** `invoices-web` → `invoicesWeb` */
export function camelCase(name: string): string {
  const text = pascalCase(name);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function wordsOf(name: string): readonly string[] {
  return name.split(/[-_]+/).filter((word) => word !== '');
}
