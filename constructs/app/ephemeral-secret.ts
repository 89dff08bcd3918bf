import { TerraformElement, TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { EphemeralSecret } from '../client-secret';
import { isObject } from '../../okta-apps/shared/json';
import { servesType, type ListedProvider } from '../../okta-apps/shared/listed-providers';
import { secretFits } from './initial-secret-variable';
import { plainData } from './plain-data';
import { literal } from './tokens';

/**
 * Declares the ephemeral resource of an app's initial client secret, `ephemeral.<type>.<id of the app>`, with a check of
 * its value, and the provider that serves it.
 *
 * @param listed The providers of the environment.
 * @returns The expression of the secret.
 */
export function declareEphemeralSecret(
  app: Construct,
  source: EphemeralSecret,
  shortest: number,
  listed: readonly ListedProvider[],
): string {
  const { type, attribute, key } = source;
  const value = key === undefined ? attribute : `${attribute}[${JSON.stringify(key)}]`;
  const check = {
    // What is missing or no text fails, too.
    condition: `\${try(${secretFits(`self.${value}`, shortest)}, false)}`,
    error_message: `The client secret of ${app.node.id} in the store must be ${shortest} to 100 printable ASCII characters.`,
  };
  const body = { ...(escaped(plainData(source.arguments)) as object), lifecycle: { postcondition: [check] } };
  new DocumentPart(app, 'ClientSecret', { ephemeral: { [type]: { [app.node.id]: body } } });
  const provider = listed.find((one) => servesType(one, 'ephemeral', type));
  if (provider !== undefined) requireProvider(TerraformStack.of(app), provider);
  return `ephemeral.${type}.${app.node.id}.${value}`;
}

/** A part of the document for which CDKTF has no class. */
class DocumentPart extends TerraformElement {
  readonly #part: object;

  constructor(scope: Construct, id: string, part: object) {
    super(scope, id);
    this.#part = part;
  }

  override toTerraform(): object {
    return this.#part;
  }

  /** CDKTF has no way to write it for `--hcl`, and would leave it out. */
  override toHclTerraform(): never {
    throw new Error('ClientSecret.fromEphemeral cannot be written as HCL; synthesize without --hcl');
  }
}

/** A listed provider: its block has exactly what the list specifies. One that the stack already has is left alone. */
class ListedProviderPart extends DocumentPart {
  readonly #name: string;

  constructor(stack: TerraformStack, id: string, { name, source, configuration }: ListedProvider) {
    super(stack, id, {
      terraform: { required_providers: { [name]: { source } } },
      ...(configuration !== undefined && { provider: { [name]: [escaped(configuration)] } }),
    });
    this.#name = name;
  }

  override toTerraform(): object {
    const others = TerraformStack.of(this).node.findAll();
    const isThere = others.some(
      (node) => node instanceof TerraformProvider && node.terraformResourceType === this.#name,
    );
    return isThere ? {} : super.toTerraform();
  }
}

function requireProvider(stack: TerraformStack, provider: ListedProvider): void {
  const id = `Provider:${provider.name}`;
  if (stack.node.tryFindChild(id) === undefined) new ListedProviderPart(stack, id, provider);
}

/** Texts as Terraform must read them to give them back unchanged, at any depth. */
function escaped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(escaped);
  if (!isObject(value)) return literal(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner)]));
}
