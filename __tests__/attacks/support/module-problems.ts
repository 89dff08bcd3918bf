import { checkDocument } from '../../../okta-apps/document/check-document';
import { checkExpressions } from '../../../okta-apps/document/check-expressions';
import { filesIn, withModules } from '../../../okta-apps/document/modules/read-module';
import { isWaiverAddress } from '../../../rules/environment/waiver-address';
import type { JsonObject } from '../../../okta-apps/shared/json';
import { oktaDocument } from '../../support/okta-document';
import { BASE, PROVIDERS, SHOP } from './document-problems';

export const MODULE = 'assets/__cdktf_module_asset_zones/0A1B';
export const REQUIRED = 'terraform {\n  required_providers {\n    okta = { source = "okta/okta" }\n  }\n}\n';

export type Files = Readonly<Record<string, string>>;

/** A document that calls the module, and the files of the module below its folder. */
export function withModule(files: Files, args: JsonObject = {}, besides: JsonObject = {}) {
  const assets = new Map(
    Object.entries(files).map(([name, text]) => [`${MODULE}/${name}`, Buffer.from(text)] as const),
  );
  const call = { source: `./${MODULE}`, ...args };
  const document = oktaDocument({ web: {} }, { ...besides, module: { zones: call } });
  return { assets, document: withModules(document, (folder) => filesIn(assets, folder)) };
}

/** `kind address prop` of everything that is found, with file and line or the reason. */
export function moduleFindings(files: Files, args: JsonObject = {}, besides: JsonObject = {}): readonly string[] {
  const { assets, document } = withModule(files, args, besides);
  const states = { stack: 'shop', base: [{ ...SHOP, document: BASE }], head: [SHOP] };
  const found = [...checkDocument(document, states, PROVIDERS, assets), ...checkExpressions(document, assets)];
  // Each message says that a waiver accepts it, so env/ must be able to name it.
  expect(found.map(({ address }) => address).filter((address) => !isWaiverAddress(address))).toEqual([]);
  return found.map(({ kind, address, prop, at, value }) => {
    const place = (at ?? (kind === 'module-not-read' ? String(value) : '')).replaceAll(`${MODULE}/`, '');
    return `${kind} ${address.replace(/@.*$/, '')} ${prop} ${place}`.trim();
  });
}
