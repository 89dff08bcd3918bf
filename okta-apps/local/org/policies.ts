import { ok, param, type OrgContext, type Route } from './call';
import { notFound, OktaError } from './errors';
import { pageOf } from './lists';
import type { Policy } from './records';

/** A policy as Okta returns it. */
function renderPolicy(org: OrgContext, policy: Policy): Record<string, unknown> {
  const self = `${org.url()}/api/v1/policies/${policy.id}`;
  return {
    ...policy,
    conditions: null,
    _links: {
      self: { href: self, hints: { allow: policy.system ? ['GET', 'PUT'] : ['GET', 'PUT', 'DELETE'] } },
      rules: { href: `${self}/rules`, hints: { allow: ['GET', 'POST'] } },
    },
  };
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
    handle: (call) => {
      const id = param(call, 'policyId');
      const policy = call.org.state.policies.get(id);
      if (policy === undefined) throw notFound(id, 'Policy');
      return ok(renderPolicy(call.org, policy));
    },
  },
];
