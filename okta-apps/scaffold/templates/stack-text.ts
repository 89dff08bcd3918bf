import { camelCase, labelOf, pascalCase } from '../names';

/** Where the stack's file imports each name from. */
export interface StackImports {
  readonly OidcWebApp: string;
  readonly Environment: string;
  readonly appOrigins: string;
  readonly OktaStack: string;
}

/** The file of a team's stack, with its first app. */
export function stackText(
  {
    team,
    app,
    className = stackClass(team),
  }: { readonly team: string; readonly app: string; readonly className?: string },
  imports: StackImports,
): string {
  return `import type { Construct } from 'constructs';
${importLines(imports)}

/** The apps of team ${team}. */
export class ${className} extends OktaStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, '${team}', environment);
${appLines(app, 'environment')
  .map((line) => (line === '' ? '' : `    ${line}`))
  .join('\n')}
  }
}
`;
}

/** What declares an app in the constructor of its stack. */
export function appLines(app: string, environment: string, origins = originsVariable(app)): readonly string[] {
  return [
    `const ${origins} = appOrigins(${environment}, '${app}');`,
    `new OidcWebApp(this, '${app}', {`,
    `  label: '${labelOf(app)}',`,
    `  clientId: \`${app}-\${${environment}.name}\`,`,
    `  redirectUris: ${origins}.map((origin) => \`\${origin}/authorization-code/callback\`),`,
    `  postLogoutRedirectUris: ${origins}.map((origin) => \`\${origin}/\`),`,
    '});',
  ];
}

/** A key of an object, in quotes where it needs them. */
export function quotedKey(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}

/** The variable that holds where an app is served from. */
export function originsVariable(app: string): string {
  return `${camelCase(app)}Origins`;
}

export function stackClass(team: string): string {
  return `${pascalCase(team)}Stack`;
}

function importLines(imports: StackImports): string {
  const { OidcWebApp } = imports;
  if (Object.values(imports).every((from) => from === OidcWebApp)) {
    return `import { OidcWebApp, OktaStack, appOrigins, type Environment } from '${OidcWebApp}';`;
  }
  return [
    `import { OidcWebApp } from '${imports.OidcWebApp}';`,
    `import type { Environment } from '${imports.Environment}';`,
    `import { appOrigins } from '${imports.appOrigins}';`,
    `import { OktaStack } from '${imports.OktaStack}';`,
  ].join('\n');
}
