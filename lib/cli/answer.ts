import { InputError } from '../core/errors.ts';
import { jsonText } from '../core/render/json.ts';
import { renderTerminal } from '../core/render/terminal.ts';
import type { Report } from '../core/report.ts';
import { atLeast, SEVERITIES, Severity } from '../core/severity.ts';
import type { Flag } from './command.ts';
import type { Given } from './given.ts';
import type { Terminal } from './terminal.ts';

/** The flags that say how to tell the answer. */
export const ANSWER_FLAGS = {
  json: { type: 'boolean', about: 'Print report.json and nothing else' },
  'fail-on': { type: 'string', value: 'SEVERITY', about: `End with 1 if a finding is as severe (${SEVERITIES.join(', ')})` },
} as const satisfies Record<string, Flag>;

/** How to tell the answer. */
export interface Telling {
  readonly json: boolean;
  readonly threshold: Severity | undefined;
}

/** Reads those flags: done before any work, so that a mistake in them costs none. */
export function tellingOf(given: Given): Telling {
  const text = given.text('fail-on');
  const json = given.yes('json');
  if (text === undefined) return { json, threshold: undefined };
  const severity = Severity.safeParse(text);
  if (!severity.success) throw new InputError(`--fail-on '${text}' is no severity; use one of ${SEVERITIES.join(', ')}`);
  return { json, threshold: severity.data };
}

/** Prints a report; resolves to the exit code that it calls for. */
export function tell(report: Report, { json, threshold }: Telling, terminal: Terminal): number {
  terminal.progress('');
  terminal.out(json ? jsonText(report) : renderTerminal(report, terminal));
  if (threshold !== undefined && report.findings.some(({ severity }) => atLeast(severity, threshold))) return 1;
  return report.investigation.status === 'complete' ? 0 : 3;
}
