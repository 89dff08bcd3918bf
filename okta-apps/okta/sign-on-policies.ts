import { inner, isList, isObject, textField } from '../shared/json';
import { CallError } from './call-error';
import { allOf, rawPages, type OrgClient } from './client';

/** What a rule of a sign-on policy asks of users that it lets in; `unknown` where that cannot be told. */
type Factors = 'one' | 'two' | 'unknown';

/** An active rule that lets users in. */
interface LettingRule {
  readonly name: string;
  readonly factors: Factors;
}

/** A sign-on policy of Okta, which its console calls "authentication policy". */
export interface SignOnPolicy {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly LettingRule[];
}

const MODES: Readonly<Record<string, Factors>> = { '1FA': 'one', '2FA': 'two' };

/**
 * A sign-on policy with its rules, in two requests.
 *
 * @throws CallError
 */
export function readSignOnPolicy(client: OrgClient, id: string): Promise<SignOnPolicy> {
  return client.call(async (sdk) => {
    const path = `/api/v1/policies/${encodeURIComponent(id)}`;
    const policy: unknown = await sdk.http.getJson(sdk.baseUrl + path);
    const name = isObject(policy) ? textField(policy, 'name') : undefined;
    if (name === undefined) throw new CallError('unreachable', 'its answer is not a policy');
    const rules = await allOf<unknown>(rawPages(sdk, `${path}/rules`));
    return { id, name, rules: rules.flatMap(lettingRule) };
  });
}

function lettingRule(rule: unknown): readonly LettingRule[] {
  if (inner(rule, 'status') === 'INACTIVE') return [];
  const signOn = inner(rule, 'actions', 'appSignOn');
  if (inner(signOn, 'access') === 'DENY') return [];
  const name = inner(rule, 'name');
  return [{ name: typeof name === 'string' ? name : 'a rule without a name', factors: factorsOf(signOn) }];
}

/** Chains of methods say step by step what they ask for: they are not counted here. */
function factorsOf(signOn: unknown): Factors {
  const method = inner(signOn, 'verificationMethod');
  const mode = inner(method, 'factorMode');
  if (inner(method, 'type') !== 'ASSURANCE' || isList(inner(method, 'chains')) || typeof mode !== 'string')
    return 'unknown';
  return MODES[mode] ?? 'unknown';
}
