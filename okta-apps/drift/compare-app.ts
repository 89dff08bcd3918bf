import type { Values } from '../plan/plan';
import { isUnset } from '../plan/value-key';
import { APP_OAUTH } from '../resources/app-oauth';
import { appValues } from '../resources/app-values';
import { attributeOf, wordsOf } from '../resources/attribute-of';
import { lostSettings, settingName } from '../resources/lost-settings';
import { withDefaults } from '../resources/okta-default';
import { meaningOf, sameMeaning } from '../resources/same-meaning';
import { withoutSecretText } from '../run/lost-settings';
import { byText, inner, isList, isObject, itemsOf, object, textField, type JsonObject } from '../shared/json';
import { claimBlocks, declaredClaim, type Claims } from './claims';
import { isIgnored, isOfTerraform, type DeclaredObject } from './declared';
import type { FieldDrift, NotCompared } from './report';
import { wordsOfSetting } from './setting-words';

/** How a declared app and the app in Okta differ. */
export interface Comparison {
  readonly fields: readonly FieldDrift[];
  readonly notCompared: readonly NotCompared[];
  /** Values of the attributes that were compared, for rules about changes. */
  readonly declared: Values;
  readonly actual: Values;
}

/** Okta answers it for one app, and in no list. */
const CLAIM = 'groups_claim';

/** Attributes that are in another place of Okta's API than the app itself, or that nothing reads back. */
const NOT_LISTED: ReadonlySet<string> = new Set([CLAIM, 'logo', 'preconfigured_app']);

/** Attributes that say how Terraform treats the app. */
const ABOUT_TERRAFORM: ReadonlySet<string> = new Set([
  'omit_secret',
  'skip_authentication_policy',
  'client_basic_secret',
  'client_basic_secret_wo',
  'client_basic_secret_wo_version',
]);

/**
 * Compares every attribute, and every setting that no attribute holds and that an update by Terraform would reset.
 *
 * @param app as Okta lists it.
 * @param claims groups claims that were read: one of this app is compared, too.
 */
export function compareApp(declared: DeclaredObject, app: JsonObject, claims: Claims = new Map()): Comparison {
  const { path } = declared;
  const id = textField(app, 'id') ?? '';
  const hasClaim = claims.has(id);
  const values = hasClaim ? { ...declared.values, [CLAIM]: declaredClaim(declared.values[CLAIM]) } : declared.values;
  const actual = { ...actualValues(app, values), ...(hasClaim && { [CLAIM]: claimBlocks(claims.get(id)) }) };
  const sides = [comparable(values, actual), comparable(actual, values)] as const;
  const notCompared: NotCompared[] = [];
  const names = [...new Set([...sides.flatMap(Object.keys), ...declared.unknown])].sort(byText);
  const compared = names.filter((name) => {
    if (ABOUT_TERRAFORM.has(name) || isOfTerraform(APP_OAUTH, name)) return false;
    const why = whyNotCompared(declared, name, hasClaim);
    if (why !== undefined) notCompared.push({ where: path, field: name, why });
    return why === undefined && saysSomething(name, sides);
  });
  const fields = compared
    .filter((name) => !sameMeaning(APP_OAUTH, name, sides[0][name], sides[1][name]))
    .map((name) => fieldDrift(name, sides));
  return {
    fields: [...inOrder(fields), ...settingsOutside(declared, app)],
    notCompared: [...notCompared, ...policyLeftToOkta(declared)],
    declared: Object.fromEntries(compared.map((name) => [name, sides[0][name]])),
    actual: Object.fromEntries(compared.map((name) => [name, sides[1][name]])),
  };
}

function whyNotCompared(declared: DeclaredObject, name: string, hasClaim: boolean): NotCompared['why'] | undefined {
  if (NOT_LISTED.has(name) && !(hasClaim && name === CLAIM)) return 'not in the list of apps';
  if (declared.unknown.includes(name)) return 'only Terraform knows it';
  if (isIgnored(declared, name)) return 'ignore_changes';
  const isLeft = attributeOf(APP_OAUTH, name).chosenByOkta === true && isUnset(declared.values[name]);
  return isLeft ? 'left to Okta' : undefined;
}

/** An app without a declared policy keeps whichever Okta gives it; nothing says which one that should be. */
function policyLeftToOkta({ values, unknown, path }: DeclaredObject): readonly NotCompared[] {
  const field = 'authentication_policy';
  const isDeclared = !isUnset(values[field]) || unknown.includes(field);
  return isDeclared ? [] : [{ where: path, field, why: 'left to Okta' }];
}

/** The attributes of the app, in the form in which the code writes them. */
function actualValues(app: JsonObject, declared: Values): Values {
  const { authentication_policy: policy, app_settings_json: settings, ...rest } = appValues(app);
  const has = (name: string) => !isUnset(declared[name]);
  return {
    ...rest,
    // Without an attribute in the code, its settings are told one by one.
    ...(has('app_settings_json') && settings !== undefined && { app_settings_json: JSON.stringify(settings) }),
    ...(has('app_links_json') && { app_links_json: JSON.stringify(object(inner(app, 'visibility', 'appLinks'))) }),
    ...(has('authentication_policy') && policy !== undefined && { authentication_policy: policy }),
  };
}

/** One side with Okta's defaults for what is unset, and blocks in one form. */
function comparable(values: Values, other: Values): Values {
  const { network, ...rest } = withDefaults(APP_OAUTH, values, other);
  const zones = networkOf(network);
  return zones === undefined ? rest : { ...rest, network: zones };
}

/** Anywhere is what an app without a network has. */
function networkOf(value: unknown): JsonObject | undefined {
  const [block] = itemsOf(value).filter(isObject);
  if (block === undefined) return undefined;
  const sorted = Object.entries(block).map(([name, item]) => [name, isList(item) ? [...item].sort() : item] as const);
  const network: JsonObject = Object.fromEntries(sorted.filter(([, item]) => !isUnset(item)));
  return Object.keys(network).length === 1 && network['connection'] === 'ANYWHERE' ? undefined : network;
}

/** Whether the attribute says something of one of both, as a grace period does only with refresh tokens. */
function saysSomething(name: string, sides: readonly Values[]): boolean {
  const { when } = attributeOf(APP_OAUTH, name);
  return when === undefined || sides.every((side) => when.holds(side));
}

function fieldDrift(name: string, [declared, actual]: readonly [Values, Values]): FieldDrift {
  return {
    field: name,
    words: wordsOf(APP_OAUTH, name),
    ...(meaningOf(APP_OAUTH, name, declared[name]) !== 'null' && { declared: declared[name] }),
    ...(meaningOf(APP_OAUTH, name, actual[name]) !== 'null' && { actual: actual[name] }),
    inTerraform: true,
  };
}

/** What a reader looks for first comes first. */
function inOrder(fields: readonly FieldDrift[]): readonly FieldDrift[] {
  const place = ({ field }: FieldDrift) => attributeOf(APP_OAUTH, field).order ?? Number.MAX_SAFE_INTEGER;
  return [...fields].sort((one, other) => place(one) - place(other));
}

/** Settings that no attribute holds: Terraform sees none of them, and resets them with the next update of the app. */
function settingsOutside({ values, unknown, ignored }: DeclaredObject, app: JsonObject): readonly FieldDrift[] {
  if (ignored.includes('all')) return [];
  const sets = (name: string) => unknown.includes(name) || !isUnset(values[name]);
  return lostSettings(app, { planned: values, sets })
    .map(withoutSecretText)
    .map((setting) => ({
      field: settingName(setting),
      ...wordsOfSetting(setting),
      ...(setting.becomes !== null && { declared: setting.becomes }),
      actual: setting.value,
      inTerraform: false,
    }));
}
