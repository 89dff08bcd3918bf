import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { zipEntries } from '../../../../okta-apps/terraform/zip-entries';

/** Plain, JSON, URL, form, base64 and hex, at any place within a longer text. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    return text.slice(Math.ceil((8 * offset) / 6), Math.floor((8 * (offset + bytes.length)) / 6));
  });
  const texts = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    ...inside,
    ...inside.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
  return [...new Set(texts)];
}

/** A place and what is in it. */
export type Text = readonly [place: string, text: string];

/** Every file below a folder, by its path there; what is in a ZIP archive, such as a plan file, is a place of its own. */
export function textsIn(folder: string): readonly Text[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry): readonly Text[] => {
      const file = join(entry.parentPath, entry.name);
      const [place, bytes] = [file.slice(folder.length + 1), readFileSync(file)];
      const entries = bytes.subarray(0, 2).toString() === 'PK' ? [...zipEntries(bytes, '')] : [];
      return [
        [place, bytes.toString('latin1')],
        ...entries.map(([name, part]): Text => [`${place}!${name}`, Buffer.from(part).toString('latin1')]),
      ];
    });
}

/** Looks at processes for as long as a command runs. */
export interface ProcessWatch {
  /** What was seen: each command line, and each environment besides those that must have the secret. */
  stop(): readonly Text[];
}

const EVERY_MS = 20;

/**
 * Watches a process and all that it starts. Left out are the environments of the command itself, which the user gave it,
 * and of Terraform, which has no other way to take a variable.
 */
export function watchProcesses(root: number): ProcessWatch {
  const seen = new Map<string, Text>();
  const own = read(root, 'cmdline');
  const look = (): void => {
    for (const pid of [root, ...descendants(root)]) {
      const [commandLine, environment] = [read(pid, 'cmdline'), read(pid, 'environ')];
      // Between fork and exec a child is a copy of its parent.
      const isCopy = pid !== root && commandLine === own;
      const program = programOf(commandLine);
      if (!isCopy) seen.set(`${pid} ${commandLine}`, [`command line of ${program} (${pid})`, commandLine]);
      if (pid === root || isCopy || commandLine === '' || program.startsWith('terraform')) continue;
      seen.set(`${pid} ${commandLine} environment`, [`environment of ${program} (${pid})`, environment]);
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen.values()];
    },
  };
}

/** None where the system has no such folder. */
function descendants(root: number): readonly number[] {
  if (process.platform !== 'linux') return [];
  const numbers = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  // The name of a program may hold blanks and parentheses.
  const parents = new Map(numbers.map((pid) => [pid, Number(/^.*\) \S (\d+)/s.exec(read(pid, 'stat'))?.[1] ?? 0)]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0;
    return parent === root || (parent > 1 && isBelow(parent));
  };
  return numbers.filter(isBelow);
}

/** Nothing for a process that has ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

/** `terraform`, or the script that Node runs. */
function programOf(commandLine: string): string {
  const [program = '', script = ''] = commandLine.split('\0').map((part) => basename(part));
  return program === 'node' || script.startsWith('terraform') ? script : program;
}
