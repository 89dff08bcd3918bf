/** How a review takes a call: `pure` calls follow from the text alone; files are read only below `assets/`. */
export type FunctionKind = 'pure' | 'hides' | 'file' | 'template-file' | 'refused';

/** What is known of a function of Terraform or OpenTofu; undefined for one that is on no list, which is refused. */
export function functionKind(name: string): FunctionKind | undefined {
  // `core::` may be in front of every built-in function.
  const builtIn = name.startsWith('core::') ? name.slice('core::'.length) : name;
  return KINDS.get(builtIn);
}

/** Their results follow from their arguments. */
const PURE = `
  abs alltrue anytrue base64decode base64encode base64gunzip base64gzip base64sha256 base64sha512 basename can ceil chomp
  chunklist cidrcontains cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains
  convert csvdecode dirname distinct element endswith ephemeralasnull flatten floor format formatdate formatlist indent
  index issensitive join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge min one parseint pow
  range regex regexall replace reverse rsadecrypt setintersection setproduct setsubtract setunion sha1 sha256 sha512
  signum slice sort split startswith strcontains strrev substr sum textdecodebase64 textencodebase64 timeadd timecmp
  title tobool tolist tomap tonumber toset tostring transpose trim trimprefix trimspace trimsuffix try upper urldecode
  urlencode uuidv5 values yamldecode yamlencode zipmap`;

/** A plan prints nothing of their results, so an attribute of Okta that a reviewer must see may not come from them. */
const HIDES = 'sensitive';

/** They read the file that their first argument names. */
const FILE = `
  file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 filesha1 filesha256 filesha512`;

const TEMPLATE_FILE = 'templatefile';

/**
 * They give something else at another time or on another machine, show what must stay hidden, or evaluate a text as an
 * expression. `list` and `map` are no functions any more.
 */
const REFUSED = `
  abspath bcrypt fileset list map nonsensitive pathexpand plantimestamp templatestring timestamp type uuid`;

const KINDS: ReadonlyMap<string, FunctionKind> = new Map([
  ...named(PURE, 'pure'),
  ...named(HIDES, 'hides'),
  ...named(FILE, 'file'),
  ...named(TEMPLATE_FILE, 'template-file'),
  ...named(REFUSED, 'refused'),
]);

function named(names: string, kind: FunctionKind): readonly (readonly [string, FunctionKind])[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, kind] as const);
}
