import { isIP } from 'node:net';

/** The address as one number. */
const numberOf = (ip: string): bigint => ip.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);

/** What is wrong with a network such as 10.0.0.0/8: Trino refuses an IPv4 network with bits set behind its prefix. */
export function cidrProblem(text: string): string | undefined {
  const [address = '', bits = ''] = text.split('/');
  const family = isIP(address);
  const most = family === 6 ? 128 : 32;
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return `'${text}' is not a network like 10.0.0.0/8`;
  const behind = BigInt(most - Number(bits));
  if (family === 6 || (numberOf(address) >> behind) << behind === numberOf(address)) return undefined;
  return `'${text}' has bits set behind its prefix, which Trino refuses; write the network's first address`;
}
