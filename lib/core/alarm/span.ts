import type { Window } from '../alarm.ts';
import { InputError } from '../errors.ts';
import { parseTime, shift } from '../time.ts';

/** A time of an alarm to the second, in UTC; undefined where it is none, or not of this century (AWS prints 1970 in samples). */
export function timeOf(text: string | undefined): string | undefined {
  if (text === undefined || !text.startsWith('20')) return undefined;
  try {
    return parseTime(text, 'time');
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** From the earliest to the latest of the times, whose seconds are included; undefined where none of them is a time. */
export function span(...texts: readonly (string | undefined)[]): Window | undefined {
  const times = texts.flatMap((text) => timeOf(text) ?? []).toSorted();
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: first, to: shift(last, 1000) };
}
