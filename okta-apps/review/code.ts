import { resourceBlocks, type ResourceBlock } from '../document/modules/resource-blocks';
import { byText, field, isList, object, textField } from '../shared/json';
import type { Values } from '../plan/plan';

/** One app as the synthesized code has it: values as written, references as `${…}`. */
export interface CodeApp {
  readonly address: string;
  readonly type: string;
  readonly values: Values;
  readonly preventDestroy: boolean;
  /** Attributes whose changes outside Terraform are ignored; `all` for every one. */
  readonly ignored: readonly string[];
}

/** The parts of a synthesized `cdk.tf.json` that a plan does not show. */
export interface Code {
  readonly apps: ReadonlyMap<string, CodeApp>;
  /** `terraform.required_version`. */
  readonly terraform?: string;
  /** Version constraint by provider source. */
  readonly providers: ReadonlyMap<string, string>;
}

const APP = /^okta_app_/;

/**
 * Reads a synthesized document. Anything that is not one reads as empty.
 *
 * @param json what `JSON.parse` made of `cdk.tf.json`.
 */
export function readCode(json: unknown): Code {
  const document = object(json);
  const apps = resourceBlocks(document)
    .filter(({ type }) => APP.test(type))
    .map(codeApp);
  const terraform = object(field(document, 'terraform'));
  const version = field(terraform, 'required_version');
  const providers = Object.entries(object(field(terraform, 'required_providers'))).map(([name, raw]) => {
    const provider = object(raw);
    return [textField(provider, 'source') ?? name, textField(provider, 'version') ?? ''] as const;
  });
  return {
    apps: new Map(apps.map((app) => [app.address, app])),
    ...(typeof version === 'string' && { terraform: version }),
    providers: new Map(providers),
  };
}

function codeApp({ type, address, body: values }: ResourceBlock): CodeApp {
  const lifecycle = object(field(values, 'lifecycle'));
  const ignored = field(lifecycle, 'ignore_changes');
  const list = isList(ignored) ? ignored : ignored === undefined ? [] : [ignored];
  return {
    address,
    type,
    values,
    preventDestroy: field(lifecycle, 'prevent_destroy') === true,
    ignored: list.filter((item) => typeof item === 'string').sort(byText),
  };
}
