import { Option, type Command } from 'commander';
import type { ReportOptions } from '../../inventory/report/report';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { jsonOption, skipSynthOption } from '../options';

/** Options of `adopt` that belong to its report. */
export interface AdoptReportOptions extends ReportOptions {
  readonly report?: boolean;
}

/** Those that mean nothing without it. */
const OF_REPORT = [
  ['deep', '--deep'],
  ['html', '--html'],
  ['skipSynth', '--skip-synth'],
] as const;

/** Adds them to the command. */
export function withReportOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--report',
        'report every OIDC app of the org: declared, adoptable or not, and what the rules find in it',
      ).conflicts(['stack', 'ids', 'dryRun', 'asTemplate', 'label', 'clientId', 'match', 'all', 'state']),
    )
    .option('--deep', 'with --report: also who is assigned, and numbers and ages of secrets; requests for each app')
    .addOption(new Option('--html <file>', 'with --report: also write one HTML page'))
    .addOption(jsonOption())
    .addOption(skipSynthOption());
}

/**
 * Makes the report where it was asked for.
 *
 * @returns the exit code; undefined without `--report`
 * @throws UserError for options that do not belong together
 */
export async function reportIfAsked(
  names: readonly string[],
  options: AdoptReportOptions,
  io: Io,
): Promise<number | undefined> {
  if (options.report !== true) {
    const [alone] = OF_REPORT.filter(([name]) => options[name] !== undefined);
    if (alone !== undefined) throw new UserError(`${alone[1]} requires --report`);
    return undefined;
  }
  if (names.length > 0) throw new UserError('--report is about every app of the org, so it takes no names');
  const { writeReport } = await import('../../inventory/report/report.js');
  return await writeReport(options, io);
}
