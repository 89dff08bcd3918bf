import fc from 'fast-check';
import { anyCharacters } from '../support/any-characters';
import { failureComment } from '../../okta-apps/review/post/post-review';
import { apiError } from '../../okta-apps/review/post/api-call';
import { display } from '../../okta-apps/review/meaning/differences';
import { answerError } from '../../okta-apps/okta/call-error';
import { diagnosticTexts } from '../../okta-apps/plan/diagnostics';
import { KnownSecrets, knowing } from '../../okta-apps/shared/known-secrets';
import { maskIo, type Io } from '../../okta-apps/shared/io';
import { clipped, shown, visible } from '../../okta-apps/shared/visible-text';
import { runCli, neverStopped } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';

const CANARY = 'canary-4b1d!secret';
const folder = temporaryFolder();

const SYSTEMS: Readonly<Record<string, Io['env']>> = {
  GitHub: { GITHUB_ACTIONS: 'true', CI: 'true' },
  Azure: { TF_BUILD: 'True' },
  GitLab: { GITLAB_CI: 'true', CI: 'true' },
};

/** What comes out of a process that writes these texts to both of its streams. */
function logOf(env: Io['env'], texts: readonly string[], secrets: readonly string[] = []) {
  const log = { stdout: '', stderr: '', both: '' };
  const ends: (() => void)[] = [];
  const io = maskIo(
    {
      stdout: { write: (text) => [(log.stdout += text), (log.both += text)] },
      stderr: { write: (text) => [(log.stderr += text), (log.both += text)] },
      env,
      cwd: '/',
      stop: neverStopped(),
      atExit: (work) => ends.push(work),
    },
    secrets,
  );
  for (const text of texts) {
    io.stdout.write(text);
    io.stderr.write(text);
  }
  return {
    ...log,
    log,
    io,
    end: () => {
      ends.forEach((work) => {
        work();
      });
    },
  };
}

/** Lines that a runner acts on, read as the runners of GitHub, Azure and GitLab read them. */
function commandsIn(log: string): readonly string[] {
  const lines = log.split(/\r\n|\r|\n/);
  return lines.filter(
    (line) => /^\s*::/.test(line) || /##(?:vso)?\[/.test(line) || /section_(?:start|end):/.test(line),
  );
}

/** Those of ours, told from any other by the random token. */
function foreignCommandsIn(log: string): readonly string[] {
  let token: string | undefined;
  return commandsIn(log).filter((line) => {
    const stop = /^::stop-commands::([0-9a-f]{32})$/.exec(line)?.[1];
    if (stop !== undefined) token = stop;
    const own = stop !== undefined || line === `::${token ?? ''}::` || line.startsWith('::add-mask::');
    return !own;
  });
}

const COMMANDS = [
  '::add-mask::a',
  '  ::set-output name=a::b',
  'a\n::error file=x::y',
  'a\r::error::y',
  'a ##[command]rm',
  'a ##vso[task.setvariable variable=PATH]/evil',
  "##teamcity[message text='a']",
  'section_start:1:a\r\u001b[0Kfolded',
  'a\u001b[0Ksection_end:1:a\r\u001b[0K',
  '\u00a0::warning::a',
];

describe.each(Object.entries(SYSTEMS))('in the log of %s', (_name, env) => {
  it.each(COMMANDS)('%j is text', (command) => {
    const { stdout, stderr } = logOf(env, [command, '\n', `${command}\n`]);
    expect([...foreignCommandsIn(stdout), ...foreignCommandsIn(stderr)]).toEqual([]);
    expect(stdout).toContain('\\u');
  });

  it('no data makes a line that the system acts on, in whatever pieces it is written', () => {
    const piece = fc.oneof(
      anyCharacters(),
      fc.constantFrom(
        ':',
        '::',
        '#',
        '##',
        '[',
        '##vso',
        'section_',
        'start:',
        'end',
        '\n',
        '\r',
        ' ',
        '\u001b[0K',
        'a',
      ),
      fc.constantFrom(...COMMANDS),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (texts) => {
        const { stdout, stderr, both } = logOf(env, texts);
        expect([stdout, stderr, both].flatMap(foreignCommandsIn)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('a JSON document with commands in it says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...COMMANDS), fc.nat({ max: 2 }), (value, command, indent) => {
        const document = { [command]: value, text: `\u202e${command}` };
        const { stdout } = logOf(env, [JSON.stringify(document, null, indent)]);
        expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(document)));
        expect(commandsIn(stdout)).toEqual([]);
      }),
    );
  });

  it.each(['Plan: 1 to add\n', 'a::b\n', 'https://[::1]:8080/cb\n', '# A heading\n', '- [x] 店 🛒\t|\r\n'])(
    '%j is unchanged',
    (text) => {
      expect(logOf(env, [text]).stdout).toBe(text);
    },
  );
});

describe('outside of CI', () => {
  it('ordinary text is unchanged byte for byte, commands included', () => {
    const printable = fc.string({ unit: 'grapheme' }).filter((text) => !/[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/u.test(text));
    fc.assert(
      fc.property(fc.array(printable), (texts) => {
        expect(logOf({}, texts)).toMatchObject({ stdout: texts.join(''), stderr: texts.join('') });
      }),
    );
    const commands = ['::error::a\n', '##[group]a\n', 'section_start:1:a\n'];
    expect(logOf({}, commands, [CANARY])).toMatchObject({ stdout: commands.join(''), stderr: commands.join('') });
  });

  it.each([
    ['a color of another', 'a\u001b[8mb', 'a\\u001b[8mb'],
    ['a line that is written over', 'approve\rrefuse', 'approve\\u000drefuse'],
    ['a title of the terminal', '\u001b]0;a\u0007', '\\u001b]0;a\\u0007'],
    ['an override of the writing direction', 'a\u202eb', 'a\\u202eb'],
    ['a character of no width', 'a\u200bb', 'a\\u200bb'],
  ])('%s is seen', (_title, text, seen) => {
    expect(logOf({}, [text])).toMatchObject({ stdout: seen, stderr: seen });
  });
});

describe('the masks of a job of GitHub', () => {
  const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n';

  it('are registered before anything else, and commands are stopped until the process ends', () => {
    const { log, io, end } = logOf({ GITHUB_ACTIONS: 'true' }, [], ['100%of it', PEM]);
    io.stderr.write('unfinished');
    io.secrets?.add([CANARY, CANARY]);
    io.stderr.write('::error::a\n');
    end();
    const token = /^::stop-commands::(.*)$/m.exec(log.stderr)?.[1] ?? '';
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    const second = log.stderr.split('::stop-commands::')[2]?.slice(0, 32) ?? '';
    expect(second).not.toBe(token);
    expect(log.stderr.split('\n')).toEqual([
      '::add-mask::100%25of it',
      `::add-mask::${PEM.replaceAll('\n', '%0A')}`,
      `::add-mask::${PEM.trim().replaceAll('\n', '%0A')}`,
      '::add-mask::MIIEvQIBADANBgkq',
      '::add-mask::hkiG9w0BAQEFAASC',
      `::stop-commands::${token}`,
      'unfinished',
      `::${token}::`,
      `::add-mask::${CANARY}`,
      `::stop-commands::${second}`,
      ':\\u003aerror::a',
      `::${second}::`,
      '',
    ]);
    expect(log.stdout).toBe('');
  });

  it('hold every text inside a variable that is JSON', async () => {
    const env = {
      GITHUB_ACTIONS: 'true',
      TF_VAR_secrets: JSON.stringify({ billing: CANARY, deep: [{ a: 'other-9!x' }] }),
    };
    const { stderr } = await runCli(['stacks', CANARY], { cwd: folder.path, env });
    expect(stderr).toContain(`::add-mask::${CANARY}\n`);
    expect(stderr).toContain('::add-mask::other-9!x\n');
    expect(stderr.split('::stop-commands::')[1]).not.toContain(CANARY);
  });

  it.each(['Azure', 'GitLab'])('are not written to the log of %s', (name) => {
    expect(logOf(SYSTEMS[name] ?? {}, ['a\n'], [CANARY]).stderr).toBe('a\n');
  });
});

describe('a secret is masked before the text is shortened', () => {
  const known = new KnownSecrets([CANARY], () => undefined);
  const around = (length: number) => `${'x'.repeat(length)}${CANARY}${'y'.repeat(300)}`;

  it.each<[string, (text: string) => string]>([
    ['a label', clipped],
    ['a note', (text) => visible(clipped(text))],
    ['a value', shown],
    ['a text of Okta', (text) => answerError({ status: 400, body: { errorSummary: text } }).message],
    ['an error of OAuth', (text) => answerError({ status: 401, body: {}, challenge: `error="${text}"` }).message],
    [
      'an answer of GitHub',
      (text) => apiError({ host: 'api', what: 'to ask', status: 500, said: text }, 'token').message,
    ],
    ['the comment of a failure', failureComment],
    ['a diagnostic', (text) => clipped(diagnosticTexts([{ severity: 'error', summary: text, detail: '' }]).join(''))],
  ])('in %s', (_name, cut) => {
    for (let length = 0; length <= 600; length += 1) {
      expect(knowing(known, () => cut(around(length)))).not.toContain(CANARY.slice(0, 6));
    }
  });
});

describe('where data comes from does not matter: no canary and no command leaves the process', () => {
  it.each([
    ['a name of a stack', ['stacks', `${CANARY}\n::error::a`], {}],
    ['a name of a file', ['review', `${CANARY}\n::error::a.json`], {}],
    ['a branch', ['plan', '--rehearse', '--base', `${CANARY}\n::error::a`], {}],
    ['an environment', ['review', '--env', `${CANARY}\n::error::a`], {}],
    ['an unknown option', [`--${CANARY}\n::error::a`], {}],
    ['a variable', ['stacks'], { OKTA_ENV: `${CANARY}\n::error::a` }],
  ])('%s', async (_name, argv, more) => {
    const env = { ...SYSTEMS['GitHub'], ACME_TOKEN: CANARY, ...more };
    const { code, stdout, stderr } = await runCli(argv, { cwd: folder.path, env });
    expect(code).toBe(1);
    const said = stderr.replace(/^::add-mask::.*\n/gm, '');
    expect(stdout + said).not.toContain(CANARY);
    expect([...commandsIn(stdout), ...foreignCommandsIn(said)]).toEqual([]);
  });
});

describe('a host is shown as browsers ask for it', () => {
  it.each([
    ['https://\u0430cme.com/cb', 'https://\u0430cme.com/cb (browsers open xn--cme-5cd.com)'],
    ['https://127.1/cb', 'https://127.1/cb (browsers open 127.0.0.1)'],
    ['https://ＡＣＭＥ.com', 'https://ＡＣＭＥ.com (browsers open acme.com)'],
    ['https://acme.com\\@evil.example/cb', 'https://acme.com\\@evil.example/cb'],
    ['https://Acme.com:8443/a?b=c', 'https://Acme.com:8443/a?b=c'],
    ['https://*.acme.com/cb', 'https://*.acme.com/cb'],
    ['com.acme.app:/cb', 'com.acme.app:/cb'],
    ['a note on https://acme.com', 'a note on https://acme.com'],
  ])('%j', (uri, seen) => {
    expect(display(uri)).toBe(seen);
  });
});
