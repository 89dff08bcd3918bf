import { APP_PROPS, APP_PROP_ROWS, type Prop } from '../okta-apps/shared/app-props';
import { linkText, row } from './rule-sections';
import { OWNERSHIP_KEY } from '../okta-apps/shared/ownership';
import { SOURCES, TITLES } from './sources';

const INTRODUCTION = `# Props of OidcWebApp

<!-- Made from okta-apps/shared/app-props.ts by rules/props-doc.ts. To write it again: UPDATE_DOCS=1 npx jest --selectProjects fast --testPathPatterns __tests__/rules/props-doc.test.ts -->

What each prop becomes in \`okta_app_oauth\`, and what is written when it is left out. The comments in
\`constructs/oidc-web-app-props.ts\` say what a prop is for; the rules that check it are in [rules.md](rules.md).
`;

/** The text of docs/props.md: one line for each prop and each member. */
export function propsMarkdown(): string {
  const lines = APP_PROP_ROWS.flatMap(([name, prop]) => {
    const see = SOURCES[APP_PROPS[name].see];
    const source = `[${linkText(see, TITLES)}](${see})`;
    return [
      row([`\`${name}\``, attributeText(prop), defaultText(prop), source]),
      ...Object.entries(prop.members ?? {}).map(([member, own]) =>
        row([`\`${name}.${member}\``, code(own.attribute), defaultText(own), '']),
      ),
    ];
  });
  return `${INTRODUCTION}\n${[row(['prop', 'attribute', 'default', 'source']), '|---|---|---|---|', ...lines].join('\n')}\n`;
}

function attributeText({ attribute, isInProfile }: Prop): string {
  return isInProfile === true ? `\`profile\`, key \`${OWNERSHIP_KEY}\`` : code(attribute);
}

function code(text: string | undefined): string {
  return text === undefined ? '' : `\`${text}\``;
}

function defaultText({ default: otherwise, members }: Prop): string {
  return otherwise === undefined || members !== undefined ? '' : code(JSON.stringify(otherwise));
}
