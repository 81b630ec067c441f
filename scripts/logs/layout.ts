import { gzipSync } from 'node:zlib';
import { BASE62, type Random } from './random.ts';
import { type CloudTrailRecord, stamp } from './record.ts';

/** CloudTrail delivers within about five minutes of a call (CloudTrail user guide, "How CloudTrail works"). */
export const DELIVERY_DELAY = 5 * 60_000;

/** Where one file stands in a trail's bucket. Its day is that of the delivery, not of the calls in it. */
export function logPath({ account, region }: { account: string; region: string }, delivered: number, random: Random): string {
  const at = stamp(delivered);
  const folder = `AWSLogs/${account}/CloudTrail/${region}/${at.slice(0, 10).replaceAll('-', '/')}`;
  const minute = `${at.slice(0, 16).replace(/[-:]/g, '')}Z`;
  return `${folder}/${account}_CloudTrail_${region}_${minute}_${random.text(16, BASE62)}.json.gz`;
}

/** One file's text: a JSON object without any white space. */
export const logText = (records: readonly CloudTrailRecord[]): string => JSON.stringify({ Records: records });

/** The level is fixed, and Node writes no time into the header, so that the same records give the same bytes. */
export const pack = (text: string, level: number): Buffer => gzipSync(text, { level });
