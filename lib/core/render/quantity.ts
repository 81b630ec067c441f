const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** 18432000 is `18.4 MB`; decimal units, which is how AWS bills. */
export function bytes(size: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, size)) / 3)));
  return `${grouped.format(size / 1000 ** step)} ${UNITS[step]}`;
}

/** `1 row`, `12,345 rows`. */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${grouped.format(number)} ${number === 1 ? noun : plural}`;

/** To a tenth of a second; from two minutes on, in minutes. */
export const duration = (seconds: number): string =>
  seconds < 120 ? `${grouped.format(seconds)} s` : `${grouped.format(seconds / 60)} min`;

/** US dollars; sums that would round to nothing are `less than $0.01`. */
export const dollars = (sum: number): string => (sum > 0 && sum < 0.01 ? 'less than $0.01' : `$${sum.toFixed(2)}`);

/** `2026-06-01T03:12:45Z` as prose has it: `2026-06-01 03:12:45 UTC`. */
export const moment = (timestamp: string): string => timestamp.replace('T', ' ').replace(/Z$/, ' UTC');
