import { promises as files } from 'node:fs';

/** Calls of the system that write. */
const ON_FILES = ['open', 'rename', 'rm'] as const;
const ON_HANDLES = ['write', 'writeFile', 'sync', 'datasync', 'truncate'] as const;

export type DiskCall = (typeof ON_FILES)[number] | (typeof ON_HANDLES)[number];

type Methods = Record<DiskCall, (...args: unknown[]) => Promise<unknown>>;

/**
 * Asks before each call of the system that writes whether it fails, and with which code. A write that fails has done
 * a half of its work, as on a disk that fills up.
 */
export async function failingDisk(fails: (call: DiskCall) => string | undefined): Promise<void> {
  const handles = await handlePrototype();
  const all = [
    ...ON_FILES.map((call) => [call, files as unknown as Methods] as const),
    ...ON_HANDLES.map((call) => [call, handles] as const),
  ];
  for (const [call, target] of all) {
    const real = target[call];
    jest.spyOn(target, call).mockImplementation(async function (this: unknown, ...args: unknown[]) {
      const code = fails(call);
      if (code === undefined) return real.apply(this, args);
      const [bytes, offset, length, position] = args;
      if (call === 'write') await real.apply(this, [bytes, offset, Math.floor(Number(length) / 2), position]);
      throw Object.assign(new Error(`${code}: not today, ${call}`), { code });
    });
  }
}

/** What all open files share. */
async function handlePrototype(): Promise<Methods> {
  const handle = await files.open(__filename);
  try {
    return Object.getPrototypeOf(handle) as Methods;
  } finally {
    await handle.close();
  }
}
