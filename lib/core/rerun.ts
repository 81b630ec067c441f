import type { Window } from './alarm.ts';
import type { Entities } from './entity.ts';

/** Safe as one word of a POSIX shell, whatever the text holds besides NUL, which no word can. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** What a terminal would act on when the line is pasted, such as the end of a bracketed paste; nor can a shell pass half a character on. */
const ACTS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The command line that runs one runbook by hand; the reader adds where the logs are. Only the reason is a text without a rule. */
export function commandFor(runbook: string, asked: { entities: Entities; window: Window; reason: string }): string {
  const params = Object.entries(asked.entities).flatMap(([name, values]) =>
    values.map((value) => `--param ${shellWord(`${name}=${value}`)}`),
  );
  const { from, to } = asked.window;
  return [
    'trailwarden investigate',
    '--logs DIR',
    `--runbook ${shellWord(runbook)}`,
    ...params,
    `--from ${from} --to ${to}`,
    `--reason ${shellWord(asked.reason.replace(ACTS, ' '))}`,
  ].join(' ');
}
