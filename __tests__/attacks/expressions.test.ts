import { execFileSync } from 'node:child_process';
import { Fn } from 'cdktf';
import { functionKind } from '../../okta-apps/document/functions';
import { documentFaults } from '../../okta-apps/document/openings';

/** Files below `assets/` that templates of the rows read. */
const ASSETS: Readonly<Record<string, string>> = {
  'assets/a/good.tpl': '${upper(name)}%{ if true }!%{ endif }',
  'assets/a/time.tpl': '${timestamp()}',
  'assets/a/nested.tpl': '${templatefile("assets/a/good.tpl", {})}',
  'assets/a/file.tpl': '${file("/etc/passwd")}',
  'assets/a/broken.tpl': '${',
};

/** Threats §5: texts that Terraform evaluates to something that the code does not say. `[name, label, rule]` */
const ATTACKS: readonly (readonly [string, string, string])[] = [
  ['a template that is evaluated as one', '${templatestring(local.t, {})}', 'document/function'],
  ['a secret made visible', '${nonsensitive("a")}', 'document/function'],
  ['a literal hidden from the review', '${sensitive("https://evil.test")}', 'document/function'],
  ['a hidden literal behind a local', '${local.hidden}', 'document/function'],
  ['the time', '${timestamp()}', 'document/function'],
  ['the time of the plan', '${plantimestamp()}', 'document/function'],
  ['a comment in front of the parenthesis', '${timestamp/* a */()}', 'document/function'],
  ['a line comment in front of the parenthesis', '${timestamp # a\n()}', 'document/function'],
  ['a slash comment in front of the parenthesis', '${timestamp // }\n()}', 'document/function'],
  ['blanks in front of the parenthesis', '${timestamp   ()}', 'document/function'],
  ['the name of the built-in namespace', '${core::timestamp()}', 'document/function'],
  ['blanks in the namespace', '${core :: /* a */ timestamp ()}', 'document/function'],
  ['a function of a provider', '${provider::evil::run("a")}', 'document/function'],
  ['a function of an aliased provider', '${provider::evil::alias::run("a")}', 'document/function'],
  ['a function of a module', '${module::f()}', 'document/function'],
  ['a random id', '${uuid()}', 'document/function'],
  ['a salted hash', '${bcrypt("a")}', 'document/function'],
  ['the folder of the run', '${abspath(".")}', 'document/function'],
  ['the home folder', '${pathexpand("~")}', 'document/function'],
  ['the current folder', '${path.cwd}', 'document/function'],
  ['the current folder, indexed', '${path["cwd"]}', 'document/function'],
  ['the whole of path', '${jsonencode(path)}', 'document/function'],
  ['the workspace', '${terraform.workspace}', 'document/function'],
  ['whether it is an apply', '${terraform.applying ? "a" : "b"}', 'document/function'],
  ['the resource itself', '${self.id}', 'document/function'],
  ['which files there are', '${join("", fileset(".", "*"))}', 'document/function'],
  ['a file of the machine', '${file("/proc/self/environ")}', 'document/function'],
  ['a file above the assets', '${file("assets/../../.env")}', 'document/function'],
  ['a hidden file in the assets', '${file("assets/.env")}', 'document/function'],
  ['another folder that begins so', '${file("assets-of-mine/a")}', 'document/function'],
  ['a path that is computed', '${file(format("assets/%s", "a"))}', 'document/function'],
  ['a path in a template', '${file("assets/${"a"}/../..")}', 'document/function'],
  ['a path of a local', '${file(local.path)}', 'document/function'],
  ['no path', '${file()}', 'document/function'],
  ['the hash of a file of the machine', '${filesha256("/etc/passwd")}', 'document/function'],
  ['whether a file of the machine exists', '${fileexists("/etc/passwd") ? "a" : "b"}', 'document/function'],
  ['a back slash in a path', '${file("assets\\\\..\\\\a")}', 'document/function'],
  ['a template file that tells the time', '${templatefile("assets/a/time.tpl", {})}', 'document/function'],
  ['a template file that reads a file', '${templatefile("assets/a/file.tpl", {})}', 'document/function'],
  ['a template file of another', '${templatefile("assets/a/nested.tpl", {})}', 'document/function'],
  ['a template file that cannot be parsed', '${templatefile("assets/a/broken.tpl", {})}', 'document/function'],
  ['a template file that is not there', '${templatefile("assets/a/none.tpl", {})}', 'document/function'],
  ['a template file of the machine', '${templatefile("/etc/motd", {})}', 'document/function'],
  [
    'a template file that gets a variable',
    '${templatefile("assets/a/good.tpl", {name = var.x})}',
    'review/undecidable',
  ],
  ['an unknown function', '${secret_of("a")}', 'document/function'],
  ['a function in a function', '${upper(lower(uuid()))}', 'document/function'],
  ['a function in an index', '${["a"][length(timestamp()) - 20]}', 'document/function'],
  ['a function in a loop', '${join("", [for a in ["b"] : timestamp()])}', 'document/function'],
  ['a function in the condition of a loop', '${join("", [for a in ["b"] : a if uuid() != ""])}', 'document/function'],
  ['a function in a quoted text', '${"a${"b${uuid()}"}"}', 'document/function'],
  ['a function in a directive', '%{ if timestamp() > "2027" }a%{ endif }', 'document/function'],
  ['a function in the else of a directive', '%{ if true }a%{ else }${uuid()}%{ endif }', 'document/function'],
  ['a function in the loop of a directive', '%{ for a in [uuid()] }a%{ endfor }', 'document/function'],
  ['a function behind an escape', '$${a}${uuid()}', 'document/function'],
  ['a function behind what looks like a comment', '${"/*"}${uuid()}${"*/"}', 'document/function'],
  ['a function behind a quoted comment sign', '${"#"}${uuid()}', 'document/function'],
  ['a function behind a quoted brace', '${"}"}${uuid()}', 'document/function'],
  ['a function behind an escaped quote', '${"\\""}${uuid()}', 'document/function'],
  ['a function as the key of an object', '${jsonencode({(uuid()) = "a"})}', 'document/function'],
  ['a function as the value of an object over two lines', '${jsonencode({a = "b"\n c = uuid()})}', 'document/function'],
  ['an escape with two meanings', '$$${uuid()}', 'document/syntax'],
  ['a percent sign in front of a value', '%${uuid()}', 'document/syntax'],
  ['an expression without an end', '${uuid()', 'document/syntax'],
  ['a function in a heredoc', '${<<A\n${uuid()}\nA\n}', 'document/function'],
  ['a heredoc that does not end', '${<<A\nuuid()\n}', 'document/syntax'],
  ['a heredoc in a heredoc', '${<<A\n${<<B\nb\nB\n}\nA\n}', 'document/syntax'],
  ['a directive that closes nothing in a heredoc', '${<<A\n%{ endif }\nA\n}', 'document/syntax'],
  ['a name of another alphabet', '${ü()}', 'document/syntax'],
];

const EVERYDAY: readonly (readonly [string, string])[] = [
  ['no expression', 'timestamp()'],
  ['an escaped expression', '$${timestamp()}'],
  ['an escaped directive', '%%{ if timestamp() }'],
  ['dollars and percents', '100 $ or 50 % of $100%'],
  ['the name of a function in a text', '${"timestamp()"}'],
  ['the name of a function in a comment', '${"a" /* timestamp() */}'],
  ['a key with the name of a function', '${jsonencode({timestamp = "a"})}'],
  ['the folder of the module', '${path.module}/${path.root}'],
  ['the built-in namespace', '${core::upper("a")}'],
  ['a file of the assets', '${file("assets/a/b.html")}'],
  ['a file of the assets by its folder', '${filebase64sha256("${path.module}/assets/a/b.c.html")}'],
  ['a template of the assets', '${templatefile("assets/a/good.tpl", {name = "a"})}'],
  ['arithmetic', '${(1 + 2) * 3 - 4 / 2 % 2 == 9 && !false || true ? -1 : 0}'],
  ['a conversion', '${tostring(tolist(["a", "b"])[0])}'],
  ['a merge', '${jsonencode(merge({a = 1}, {"b": 2, (upper("c")) = [1, 2]}))}'],
  ['a grouped loop', '${jsonencode({for k, v in {a = 1} : v => k... if v > 0})}'],
  ['a splat', '${join(",", [{a = 1}, {a = 2}][*].a)}'],
  ['an expansion', '${max([1, 2]...)}'],
  ['a try', '${try({a = 1}.b, "none")}'],
  ['trimmed directives', '%{~ for a in ["x"] ~}\n${~ a ~}\n%{~ endfor ~}'],
];

test.each(ATTACKS)('%s is found', (_, label, rule) => {
  const rules = faultsOf(label).map((fault) => fault.rule);
  expect(rules).toContain(rule);
  expect(new Set(rules).size).toBe(1);
});

test.each(EVERYDAY)('%s has nothing to find', (_, label) => {
  expect(faultsOf(label)).toEqual([]);
});

test('an expression is found wherever it stands', () => {
  const bad = '${timestamp()}';
  const document = {
    resource: {
      okta_app_oauth: { a: { label: bad, jwks: [{ kid: bad }], lifecycle: { precondition: { condition: bad } } } },
    },
    data: { okta_group: { g: { name: bad } } },
    ephemeral: { x: { y: { z: bad } } },
    locals: { l: { m: [bad] }, [bad]: 'a' },
    output: { o: { value: bad, depends_on: ['timestamp()'] } },
    variable: { v: { validation: [{ condition: bad, error_message: bad }] } },
    module: { m: { source: './m', a: { [bad]: 'b' } } },
    provider: { okta: [{ max_retries: bad }] },
    terraform: { required_version: bad },
    check: { c: { assert: { condition: bad }, data: { okta_group: { h: { name: bad } } } } },
    import: [{ to: 'okta_app_oauth.a', id: bad }],
  };
  const found = documentFaults(document).filter(({ rule }) => rule === 'document/function');
  expect(found.map(({ address, path }) => `${address} ${path}`).sort()).toEqual([
    'check.c assert.condition',
    'data.okta_group.g name',
    'data.okta_group.h name',
    'ephemeral.x.y z',
    'import [0].id',
    'local.l m[0]',
    'module.m a',
    'okta_app_oauth.a jwks[0].kid',
    'okta_app_oauth.a label',
    'okta_app_oauth.a lifecycle.precondition.condition',
    'output.o depends_on',
    'output.o value',
    'provider.okta [0].max_retries',
    'terraform required_version',
    'var.v validation[0].condition',
    'var.v validation[0].error_message',
  ]);
});

test('each function of the installed Terraform is on a list', () => {
  const json = execFileSync('terraform', ['metadata', 'functions', '-json'], { encoding: 'utf8', stdio: 'pipe' });
  const { function_signatures: functions } = JSON.parse(json) as { function_signatures: Record<string, unknown> };
  const names = Object.keys(functions);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => functionKind(name) === undefined)).toEqual([]);
});

/** Methods of `Fn` whose results differ from run to run, or that hide or show secrets. */
const NOT_ORDINARY =
  'abspath bcrypt fileset nonsensitive pathexpand plantimestamp sensitive templatefile timestamp uuid'.split(' ');
/** `Fn` spells these otherwise than Terraform does, or writes no call. */
const NO_FUNCTIONS: Readonly<Record<string, string>> = {
  lengthOf: 'length',
  lookupNested: 'lookup',
  conditional: 'lookup',
  rawString: 'lookup',
};

test('every function that cdktf writes in ordinary stacks is allowed', () => {
  const names = methodsOf(Fn).map((name) => NO_FUNCTIONS[name] ?? name.replace(/^_/, ''));
  expect(names.length).toBeGreaterThan(100);
  const refused = names.filter((name) => !['pure', 'file'].includes(functionKind(name) ?? ''));
  expect(refused.filter((name) => !NOT_ORDINARY.includes(name))).toEqual([]);
});

function faultsOf(label: string) {
  const document = {
    locals: { t: 'x', path: 'assets/a', ...(label.includes('local.hidden') && { hidden: '${sensitive("a")}' }) },
    resource: { okta_app_oauth: { a: { label } } },
  };
  return documentFaults(document, { readAsset: (path) => ASSETS[path] });
}

function methodsOf(from: object): string[] {
  if (from === Function.prototype) return [];
  const own = Object.getOwnPropertyNames(from).filter((name) => !['length', 'name', 'prototype'].includes(name));
  return [...own, ...methodsOf(Object.getPrototypeOf(from) as object)];
}
