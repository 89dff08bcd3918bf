import type { ReportFinding } from '../../../../okta-apps/inventory/report/finding';
import type { ReportApp } from '../../../../okta-apps/inventory/report/report-app';
import type { Report } from '../../../../okta-apps/inventory/report/report-summary';

const HTTPS: ReportFinding = {
  rule: 'redirect-uri/https',
  severity: 'error',
  message:
    'redirectUris[0] must use https, or http on localhost, 127.0.0.1 or [::1], got "http://old.acme.com/cb"; write https [redirect-uri/https]',
};
const PKCE: ReportFinding = {
  rule: 'pkce/required',
  severity: 'warning',
  message: 'pkceRequired must be true, got false; remove it once the app sends a code_challenge [pkce/required]',
};
const TYPES = ['web', 'web', 'web', 'browser', 'native', 'service'];
const OWNERS = ['Payments', 'Storefront', 'Identity'];

/** So many apps of one org: a third declared, some that cannot be adopted, and findings in many of them. */
export function manyReported(count: number): readonly ReportApp[] {
  return Array.from({ length: count }, (_, at): ReportApp => {
    const type = TYPES[at % 6] ?? 'web';
    const isDeclared = at % 3 === 0;
    const isWeb = type === 'web';
    const owner = OWNERS[at % 5];
    return {
      id: `0oa${String(at).padStart(17, 'x')}`,
      label: `App ${at}`,
      clientId: at % 2 === 0 ? `app-${at}` : `0oa${String(at).padStart(17, 'x')}`,
      type,
      status: at % 20 === 9 ? 'INACTIVE' : 'ACTIVE',
      state: isDeclared ? 'declared' : isWeb ? 'adoptable' : 'not-adoptable',
      ...(isDeclared && { declaredAs: `team-${at % 9}-prod/app-${at}` }),
      reasons:
        isDeclared || isWeb
          ? []
          : [`settings.oauthClient.application_type is "${type}": OidcWebApp declares web apps only`],
      ownership: owner === undefined ? {} : { owner, contact: `${owner.toLowerCase()}@acme.com`, criticality: 'high' },
      redirectUris: [`https://app-${at}.acme.com/callback`],
      grants: ['authorization_code'],
      findings: [...(at % 7 === 0 ? [HTTPS] : []), ...(at % 4 === 0 ? [PKCE] : [])],
      ...(type !== 'service' && {
        signOnPolicy: { id: `rst${at % 4}`, name: at % 4 === 0 ? 'Password only' : 'Any two factors' },
      }),
      waived: at % 30 === 1 ? 1 : 0,
      ...(at % 2 === 0 && { assignment: at % 8 === 0 ? ('none' as const) : ('assigned' as const) }),
      ...(at % 2 === 0 && { secrets: { active: at % 12 === 0 ? 2 : 1, inactive: 0, oldestDays: at } }),
    };
  });
}

export function manyReport(count: number): Report {
  return {
    environment: 'prod',
    org: 'https://acme.okta.com',
    today: '2026-11-21',
    apps: manyReported(count),
    notLookedAt: [{ what: 'numbers and ages of client secrets', why: 'they take a request for each app; pass --deep' }],
  };
}
