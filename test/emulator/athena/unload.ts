import { QueryFailure } from './query-failure.ts';

/** What an UNLOAD says. */
export interface Unload {
  readonly select: string;
  readonly bucket: string;
  readonly prefix: string;
}

const UNLOAD = /^\s*UNLOAD\s*\(([\s\S]*)\)\s*TO\s*'s3:\/\/([^/']+)\/([^']*)'\s*WITH\s*\(([^()]*)\)\s*$/i;
const OPTION = /^\s*(\w+)\s*=\s*'(\w+)'\s*$/;

/** Takes an UNLOAD apart; undefined for any other statement. */
export function unloadIn(sql: string): Unload | undefined {
  if (!/^\s*UNLOAD\b/i.test(sql)) return undefined;
  const [, select, bucket, prefix, options = ''] = UNLOAD.exec(sql) ?? [];
  if (select === undefined || bucket === undefined || prefix === undefined)
    throw new QueryFailure('SYNTAX_ERROR: this is no UNLOAD (...) TO');
  const given = options.split(',').map((option) => OPTION.exec(option));
  const wanted = new Map(given.flatMap((match) => (match === null ? [] : [[match[1]?.toLowerCase(), match[2]?.toUpperCase()]])));
  if (wanted.get('format') !== 'PARQUET' || wanted.get('compression') !== 'SNAPPY' || wanted.size !== given.length) {
    throw new QueryFailure(`NOT_SUPPORTED: this emulator unloads to PARQUET with SNAPPY only, not to ${options}`);
  }
  return { select, bucket, prefix: prefix.replace(/\/?$/, '/') };
}
