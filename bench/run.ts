import { adopt } from './adopt';
import { apply } from './apply';
import { around } from './around';
import { changed } from './changed';
import { cold } from './cold';
import { diff } from './diff';
import { drift } from './drift';
import { line, type Ratio } from './measure';
import { org } from './org';
import { reads } from './reads';
import { review } from './review';
import { rotate } from './rotate';
import { rules } from './rules';
import { scale } from './scale';
import { signIn } from './sign-in';
import { watch } from './watch';

/** Every benchmark by its name; `npm run bench -- scale` runs one. */
const BENCHES: Readonly<Record<string, () => Ratio[] | Promise<Ratio[]>>> = {
  cold,
  diff,
  changed,
  scale,
  rules,
  apply,
  org,
  'sign-in': signIn,
  around,
  review,
  reads,
  rotate,
  adopt,
  drift,
  watch,
};

async function main(names: readonly string[]): Promise<void> {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stdout.write(`${name}\n`);
    for (const ratio of await bench()) process.stdout.write(`  ${line(ratio)}\n`);
  }
}

void main(process.argv.slice(2));
