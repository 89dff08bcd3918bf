import { ok, param, type Call, type OrgContext, type Route } from './call';
import { notFound, OktaError } from './errors';
import { pageOf } from './lists';
import type { Policy } from './records';

/** A policy as Okta returns it. */
function renderPolicy(org: OrgContext, policy: Policy): Record<string, unknown> {
  const self = `${org.url()}/api/v1/policies/${policy.id}`;
  const { factorMode: _ofItsRule, ...shown } = policy;
  return {
    ...shown,
    conditions: null,
    _links: {
      self: { href: self, hints: { allow: policy.system ? ['GET', 'PUT'] : ['GET', 'PUT', 'DELETE'] } },
      rules: { href: `${self}/rules`, hints: { allow: ['GET', 'POST'] } },
    },
  };
}

/** The rule that every policy ends with; this org keeps no other. */
function renderCatchAll(org: OrgContext, policy: Policy): Record<string, unknown> {
  const self = `${org.url()}/api/v1/policies/${policy.id}/rules/${catchAllId(policy)}`;
  return {
    id: catchAllId(policy),
    type: 'ACCESS_POLICY',
    name: 'Catch-all Rule',
    priority: 99,
    status: 'ACTIVE',
    system: true,
    conditions: null,
    actions: {
      appSignOn: {
        access: 'ALLOW',
        verificationMethod: { type: 'ASSURANCE', factorMode: policy.factorMode ?? '2FA', reauthenticateIn: 'PT12H' },
      },
    },
    created: policy.created,
    lastUpdated: policy.lastUpdated,
    _links: { self: { href: self, hints: { allow: ['GET', 'PUT'] } } },
  };
}

/** The same at every start, without a place of its own in the state. */
function catchAllId({ id }: Policy): string {
  return `rul${id.slice('rst'.length)}`;
}

function policyOf(call: Call): Policy {
  const id = param(call, 'policyId');
  const policy = call.org.state.policies.get(id);
  if (policy === undefined) throw notFound(id, 'Policy');
  return policy;
}

export const policyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/policies',
    scope: 'okta.policies.read',
    handle: (call) => {
      const type = call.query.get('type');
      if (type === null) throw new OktaError('E0000028');
      const status = call.query.get('status');
      const found = call.org.state.policies
        .all()
        .filter((policy) => policy.type === type && (status === null || policy.status === status));
      return pageOf(call, found, (policy) => renderPolicy(call.org, policy));
    },
  },
  {
    method: 'GET',
    path: '/api/v1/policies/:policyId',
    scope: 'okta.policies.read',
    handle: (call) => ok(renderPolicy(call.org, policyOf(call))),
  },
  {
    method: 'GET',
    path: '/api/v1/policies/:policyId/rules',
    scope: 'okta.policies.read',
    handle: (call) => pageOf(call, [policyOf(call)], (policy) => renderCatchAll(call.org, policy)),
  },
];
