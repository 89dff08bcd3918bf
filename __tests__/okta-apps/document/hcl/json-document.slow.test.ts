import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModule } from '../../../../okta-apps/document/modules/read-module';
import { findTerraform } from '../../../../okta-apps/terraform/binary';
import { inner } from '../../../../okta-apps/shared/json';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

// Terraform gets what was read of a module, not the HCL. For people both must be the same module.

const folder = temporaryFolder();

const MODULE = `
variable "name" {
  type     = string
  nullable = false
  validation {
    condition     = length(var.name) > 1 && can(regex("^[a-z]+$", var.name))
    error_message = "The name \\"\${var.name}\\" is too short."
  }
}
variable "o" {
  type = object({
    size = optional(number, 0.1) # kept as it is written
    tags = optional(map(string), { "a.b" = "c" })
  })
  default = {}
}
locals {
  escaped   = "a $\${b} %%{c} \\t\\u00e9 \\"q\\" \\\\ $5 100%"
  negative  = -7
  large     = 12345678901234567890
  power     = 1.5e3
  nothing   = null
  list      = [1, "two", [true, var.name], { three = 3 }] // mixed
  object    = { (var.name) = 1, plain = 2, "quo ted" : 3, n = { m = "x" }
  }
  loop      = { for i, n in ["a", "b"] : n => i if n != var.name }
  splat     = [{ a = 1 }, { a = 2 }][*].a
  ternary   = var.name == "a" ? 1 : 2
  arithmetic = (1 + 2) * 3 % 4 - -1
  directive = "%{ for x in ["p", "q"] ~} <\${x}> %{ endfor ~}"
  text      = <<EOT
\${var.name}
  \\n stays
EOT
  indented  = <<-EOT
      six \${upper("x")}

        eight
    four
  EOT
  called    = join("-", [ # joined
    "a", /* b */
    "c",
  ])
}
resource "terraform_data" "one" {
  input = local.escaped
  lifecycle {
    precondition {
      condition     = var.name != ""
      error_message = "No name."
    }
  }
}
resource "terraform_data" "each" {
  for_each         = toset(["a", "b"])
  input            = "\${each.key} of \${var.name}"
  triggers_replace = [local.negative]
  depends_on       = [terraform_data.one]
}
output "all" {
  value = {
    o = var.o, escaped = local.escaped, negative = local.negative, large = local.large, power = local.power
    nothing = local.nothing, list = local.list, object = local.object, loop = local.loop, splat = local.splat
    ternary = local.ternary, arithmetic = local.arithmetic, directive = local.directive
    text = local.text, indented = local.indented, called = local.called
  }
}
`;

/** What Terraform plans of a stack that calls the module. */
async function planned(name: string, file: string, text: string): Promise<unknown> {
  const at = join(folder.path, name);
  mkdirSync(join(at, 'm'), { recursive: true });
  writeFileSync(join(at, 'm', file), text);
  const root = { module: { m: { source: './m', name: 'abc' } }, output: { all: { value: '${module.m.all}' } } };
  writeFileSync(join(at, 'main.tf.json'), JSON.stringify(root));
  const binary = await findTerraform({ PATH: process.env['PATH'] }, { cwd: at, stop: neverStopped() });
  const run = (...args: readonly string[]) => spawnSync(binary.command, args, { cwd: at, encoding: 'utf8' });
  const results = [run('get'), run('plan', '-input=false', '-out=plan'), run('show', '-json', 'plan')];
  expect(results.map(({ status, stderr }) => (status === 0 ? '' : stderr))).toEqual(['', '', '']);
  return inner(JSON.parse(results[2]?.stdout ?? ''), 'planned_values');
}

test('Terraform plans what was read of a module as it plans the module itself', async () => {
  const read = readModule('m', new Map([['main.tf', Buffer.from(MODULE)]]));
  const plans = [await planned('hcl', 'main.tf', MODULE), await planned('json', 'main.tf.json', JSON.stringify(read))];
  expect(inner(plans[0], 'outputs', 'all', 'value')).toMatchObject({
    indented: '  six X\n\n    eight\nfour\n',
    ternary: 2,
  });
  expect(plans[1]).toEqual(plans[0]);
});
