import type { InventoryApp } from '../../../../okta-apps/inventory/declared';

/** Texts that would do something on a page that took them for HTML, and those that turn text round. */
export const HOSTILE = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror=document.title="owned">',
  "' onmouseover='document.title=1'",
  '</td></tr></table><h1>owned</h1>',
  '</script><script>document.title="owned"</script>',
  '<style>*{display:none}</style>',
  '</title><base href=https://evil.example/>',
  '<!-- ',
  '&lt;b&gt; &amp;',
  '\u202eevil\u202c \u200bzero',
  '{{constructor.constructor("1")()}}',
];

const OWNERS = ['Payments', 'Storefront', 'Identity', 'Back office', 'Partner portal'];
const CRITICALITIES = ['low', 'medium', 'high', 'critical'];
const ENVIRONMENTS = ['dev', 'staging', 'prod'];

/** So many apps of three environments, every one of them another. */
export function manyApps(count: number): readonly InventoryApp[] {
  return Array.from({ length: count }, (_, at) => {
    const environment = ENVIRONMENTS[at % 3] ?? '';
    const name = `app-${at}`;
    const owner = OWNERS[at % 5];
    return {
      label: `App ${at}`,
      environment,
      production: environment === 'prod',
      stack: `team-${at % 40}-${environment}`,
      app: name,
      isActive: at % 50 !== 7,
      ownership:
        owner === undefined || at % 11 === 3
          ? {}
          : {
              owner,
              contact: `${owner.toLowerCase().replace(' ', '-')}@acme.com`,
              criticality: CRITICALITIES[at % 4]!,
            },
      clientId: at % 4 === 1 ? undefined : `${name}-${environment}`,
      redirectUris: [
        `https://${name}.${environment}.acme.com/callback`,
        `https://${name}.${environment}.acme.com/silent`,
      ],
      grants: at % 3 === 0 ? ['authorization_code', 'refresh_token'] : ['authorization_code'],
      policy: at % 6 === 0 ? 'Any two factors' : undefined,
      place: { file: `stacks/team-${at % 40}-stack.ts`, line: 10 + at },
    };
  });
}
