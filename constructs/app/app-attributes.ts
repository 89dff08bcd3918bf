import { Fn, TerraformIterator, Token, type IResolvable } from 'cdktf';
import type { AppOauthConfig, AppOauthGroupsClaim } from '@cdktf/provider-okta/lib/app-oauth';
import { holdsToken, literal, literals, literalSet, openToken } from './tokens';
import { propsAndMembers, type Prop, type PropAt } from '../../okta-apps/shared/app-props';
import { isObject, object } from '../../okta-apps/shared/json';
import { ownershipOf, OWNERSHIP_KEY } from '../../okta-apps/shared/ownership';
import { templateType } from '../../okta-apps/shared/user-name-template';
import { items } from '../../okta-apps/shared/values';
import { KEY_MEMBERS, type ResolvedProps } from './resolve-props';

/** How one prop, or a member of one, becomes an attribute. */
interface Writer {
  readonly path: PropAt['path'];
  readonly attribute: string;
  readonly write: (value: unknown) => unknown;
}

const BOUND = writersOf(false);
const NEWER = writersOf(true);

/**
 * The attributes that the 4.20 bindings know. Whatever Okta or the provider would default is written out, so that a
 * plan shows it. The client secret stays out of the state: `omit_secret` is always true.
 *
 * @param policy Id of the authentication policy, or a token of it.
 */
export function boundAttributes(props: ResolvedProps, policy?: string): AppOauthConfig {
  const { groupsClaim, ...attributes } = written(
    { ...props, profile: profileWithOwner(props), authenticationPolicy: policy },
    BOUND,
  );
  const type = props.groupsClaim?.filter === undefined ? 'EXPRESSION' : 'FILTER';
  return {
    type: 'web',
    omitSecret: true,
    autoKeyRotation: true,
    accessibilitySelfService: false,
    loginMode: 'DISABLED',
    userNameTemplateType: templateType(props.userNameTemplate),
    ...(attributes as Pick<AppOauthConfig, 'label'>),
    ...(isObject(groupsClaim) && { groupsClaim: { ...(groupsClaim as unknown as AppOauthGroupsClaim), type } }),
    ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
  };
}

/**
 * The attributes that came after the 4.20 bindings, in Terraform's own names.
 *
 * @param secret The expression of the initial client secret. @default - Okta makes the secret
 */
export function newerAttributes(props: ResolvedProps, secret?: string): Record<string, unknown> {
  return {
    ...(props.authenticationPolicy === undefined && { skip_authentication_policy: true }),
    ...(secret !== undefined && {
      client_basic_secret_wo: `\${${secret}}`,
      client_basic_secret_wo_version: 1,
    }),
    ...(props.frontchannelLogout && { participate_slo: true }),
    ...written({ ...props }, NEWER),
  };
}

/** An attribute is written or it is not, never as null. */
function written(props: Readonly<Record<string, unknown>>, writers: readonly Writer[]): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const { path, attribute, write } of writers) {
    const [name, member] = path;
    const value = member === undefined ? props[name] : object(props[name])[member];
    if (value !== undefined && value !== null) attributes[attribute] = write(value);
  }
  return attributes;
}

/** An object with an attribute of its own holds those of its members; any other has theirs in its place. */
function writersOf(isNewer: boolean): readonly Writer[] {
  return propsAndMembers().flatMap(({ path, prop, attribute }) =>
    attribute === undefined || (prop.isNewer ?? false) !== isNewer
      ? []
      : [{ path, attribute: nameOf(attribute, isNewer), write: writeOf(prop, isNewer) }],
  );
}

/** The name as Terraform has it, or as the bindings do. */
function nameOf(attribute: string, isNewer: boolean): string {
  return isNewer ? attribute : attribute.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function writeOf({ type, isNegated, members: own = {} }: Prop, isNewer: boolean): Writer['write'] {
  switch (type) {
    case 'text':
      return literal;
    case 'list':
      return (value) => literals(value);
    case 'set':
      return literalSet;
    case 'json':
      return profile;
    case 'keys':
      return keys;
    case 'truth':
      return isNegated === true ? not : (value) => value;
    case 'object': {
      const inner = Object.entries(own).flatMap(([name, prop]): Writer[] =>
        prop.attribute === undefined
          ? []
          : [{ path: [name], attribute: nameOf(prop.attribute, isNewer), write: writeOf(prop, isNewer) }],
      );
      return (value) => (isObject(value) ? written(value, inner) : value);
    }
    default:
      return (value) => value;
  }
}

/** The provider has no attribute for `use`, `alg` and `crv`. */
function keys(jwks: unknown): unknown {
  if (Token.isUnresolved(jwks)) return keysOfToken(jwks);
  return items(jwks).map((key) =>
    Object.fromEntries(
      Object.keys(KEY_MEMBERS)
        .map((name): [string, unknown] => [name, literal(object(key)[name])])
        .filter(([, value]) => value !== undefined && value !== null),
    ),
  );
}

/** Blocks cannot come out of an expression: Terraform makes one for each key of the list. */
function keysOfToken(jwks: unknown): IResolvable {
  const each = TerraformIterator.fromList(jwks as IResolvable);
  const key = openToken(each.value as unknown, KEY_MEMBERS) as Record<string, unknown>;
  return each.dynamic(key);
}

/** The team's own profile, and beside it who owns the app. */
function profileWithOwner(props: ResolvedProps): unknown {
  const ownership = ownershipOf(props);
  if (Object.keys(ownership).length === 0) return props.profile;
  const own = { [OWNERSHIP_KEY]: ownership };
  return Token.isUnresolved(props.profile) ? Fn.merge([props.profile, own]) : { ...props.profile, ...own };
}

function profile(value: unknown): string {
  return holdsToken(value) ? Fn.jsonencode(value) : literal(JSON.stringify(value));
}

/** "Visible" as Okta's "hidden"; a boolean token is negated by Terraform. */
function not(visible: unknown): boolean | IResolvable {
  return typeof visible === 'boolean' ? !visible : (Fn.conditional(visible, false, true) as IResolvable);
}
