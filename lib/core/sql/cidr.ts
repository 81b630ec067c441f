import { isIP } from 'node:net';

/** The address as one number. */
const numberOf = (ip: string): bigint => ip.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);

const addressOf = (number: bigint): string => [24n, 16n, 8n, 0n].map((behind) => (number >> behind) & 255n).join('.');

/** What is wrong with a network such as 10.0.0.0/8: Trino refuses an IPv4 network with bits set behind its prefix. */
export function cidrProblem(text: string): string | undefined {
  const [address = '', bits = ''] = text.split('/');
  const family = isIP(address);
  const most = family === 6 ? 128 : 32;
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return 'is not a network like 10.0.0.0/8';
  if (family === 6) return undefined;
  const behind = BigInt(most - Number(bits));
  const first = (numberOf(address) >> behind) << behind;
  if (first === numberOf(address)) return undefined;
  return `has bits set behind its prefix, which Trino refuses; write ${addressOf(first)}/${bits}`;
}
