import { Option } from 'commander';

/** Takes what a command ended with. */
export type Done = (code: number) => void;

/** Options that several commands have, each with one text. */
export const environmentsOption = (
  text = 'environments, separated by commas (default: OKTA_ENV, else all but local ones)',
): Option => new Option('--env <names>', text);

export const jsonOption = (text = 'print one JSON document on stdout'): Option => new Option('--json', text);

export const baseOption = (): Option =>
  new Option(
    '--base <ref>',
    'commit to compare with (default: origin/HEAD, origin/main, origin/master, main or master)',
  );

export const skipSynthOption = (): Option => new Option('--skip-synth', 'use the output of the last synth');

export const assemblyOption = (): Option =>
  new Option('--assembly <folder>', 'use what another job synthesized; run no code of the project').conflicts(
    'skipSynth',
  );

export const proveWithOption = (): Option =>
  new Option('--prove-with <command>', 'a command that signs a client assertion as the relying party does');

export const providerOption = (): Option =>
  new Option('--provider <which>', 'provider of stacks on this machine: okta/okta itself, or the local provider')
    .choices(['auto', 'registry', 'endpoint'])
    .default('auto', 'auto: okta/okta where the lock file names it and init gets it within 5 seconds');

export const keepPlansOption = (): Option =>
  new Option('--keep-plans <folder>', 'also write the plans that change something there, encrypted with age');

export const recipientOption = (): Option =>
  new Option('--recipient <key>', 'age public key (age1…) of a person who may read them; repeatable').argParser(
    (key: string, keys: readonly string[] | undefined) => [...(keys ?? []), key],
  );
