import type { LibraryName } from '../new/specifiers';
import { camelCase, labelOf, pascalCase } from '../names';

/** Names of the library that a stack's file imports, each with where it imports it from. */
export type StackImports = Readonly<Partial<Record<LibraryName, string>>>;

/** The file of a team's stack, with the lines that declare its apps. */
export function stackText(
  {
    team,
    lines,
    className = stackClass(team),
  }: { readonly team: string; readonly lines: readonly string[]; readonly className?: string },
  imports: StackImports,
): string {
  return `import type { Construct } from 'constructs';
${importLines(imports)}

/** The apps of team ${team}. */
export class ${className} extends OktaStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, '${team}', environment);
${lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')}
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

/** The order of the imports where each has a module of its own. */
const IN_ORDER = ['ClientSecret', 'OidcWebApp', 'Environment', 'appOrigins', 'OktaStack', 'TrustedOrigins'] as const;

function importLines(imports: StackImports): string {
  const names = IN_ORDER.filter((name) => imports[name] !== undefined);
  const places = new Set(names.map((name) => imports[name]));
  if (places.size === 1) {
    const values = names.filter((name) => name !== 'Environment').sort();
    return `import { ${values.join(', ')}, type Environment } from '${[...places].join('')}';`;
  }
  return names
    .map((name) => `import ${name === 'Environment' ? 'type ' : ''}{ ${name} } from '${imports[name] ?? ''}';`)
    .join('\n');
}
