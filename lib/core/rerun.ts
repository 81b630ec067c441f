import type { Window } from './alarm.ts';
import type { Entities } from './entity.ts';

/** Safe as one word of a POSIX shell, whatever the text holds. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The command line that runs one runbook by hand; the reader adds where the logs are. */
export function commandFor(runbook: string, asked: { entities: Entities; window: Window; reason: string }): string {
  const params = Object.entries(asked.entities).flatMap(([name, values]) => values.map((value) => `--param ${quoted(`${name}=${value}`)}`));
  const { from, to } = asked.window;
  return [
    'trailwarden investigate',
    '--logs DIR',
    `--runbook ${runbook}`,
    ...params,
    `--from ${from} --to ${to}`,
    `--reason ${quoted(asked.reason)}`,
  ].join(' ');
}
