type Variables = Readonly<Record<string, string | undefined>>;

/** By these names Terraform's backends, and its requests to registries and HCP Terraform, take what they need. */
const BACKEND = /^(?:PG|AWS_|GOOGLE_|ARM_|TF_HTTP_|TF_TOKEN_)/;

/** How a company's network is passed; requests to this machine never take such a way. */
const NETWORK = /^(?:https?_proxy|no_proxy|all_proxy|ssl_cert_file|ssl_cert_dir)$/i;

/** Words in the names of those that hold secrets. */
const SECRET = /passw|secret|token|key|credential|conn_?str/i;

/** How the names of those end that only say where one is. */
const NO_SECRET = /_(?:file|path|url|id)$/i;

/** Whether a backend may need the variable of this name, to reach the state and to prove who asks. */
export function isBackendVariable(name: string): boolean {
  return BACKEND.test(name) || NETWORK.test(name);
}

/** What must not be shown of the variables that backends read: secrets, and passwords inside addresses. */
export function backendSecrets(env: Variables): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (!isBackendVariable(name) || value === '') return [];
    const whole = BACKEND.test(name) && SECRET.test(name) && !NO_SECRET.test(name);
    return [...(whole ? [value] : []), ...passwordsIn(value)];
  });
}

/** The passwords of `scheme://user:password@host` and of `host=… password=…`, as written and decoded. */
function passwordsIn(value: string): readonly string[] {
  const inUrl = /^[a-z][a-z0-9+.-]*:\/\/[^:/?#@]*:([^/?#]*)@/i.exec(value)?.[1];
  const inWords = /(?:^|[\s?&])password\s*=\s*(?:'((?:\\.|[^'\\])*)'|([^\s&]+))/i.exec(value);
  const found = [inUrl, inWords?.[1], inWords?.[2]].filter((one) => one !== undefined);
  return [...new Set(found.flatMap((one) => [one, decoded(one)]))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
