import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { InputError } from '../../../lib/core/errors.ts';
import { only } from './only.ts';

const request = {
  runbooks: ['entity/access-key'],
  parameters: { accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ', accountId: ['111122223333'], sourceIp: ['198.51.100.7', '2001:db8::7'] },
  from: '2026-06-01T05:00:00+02:00',
  to: '2026-06-02',
  reason: 'ann left her laptop on a train',
};

describe('a request', () => {
  it('becomes an alarm of what was asked for', () => {
    expect(only(request)).toMatchObject({
      kind: 'manual',
      type: 'manual',
      title: request.reason,
      severity: 'info',
      account: '111122223333',
      activity: { from: '2026-06-01T03:00:00Z', to: '2026-06-02T00:00:00Z' },
      time: '2026-06-02T00:00:00Z',
      request: { runbooks: ['entity/access-key'], reason: request.reason },
      entities: { accessKeyId: ['AKIAQQQQQQQQQQQQQQQQ'], accountId: ['111122223333'], sourceIp: ['198.51.100.7', '2001:db8::7'] },
    });
  });

  it('about several accounts is about none in particular', () => {
    expect(only({ ...request, parameters: { accountId: ['111122223333', '444455556666'] } }).account).toBeUndefined();
  });

  it('that is repeated is the same, and another one is not', () => {
    expect(only(structuredClone(request)).dedupKey).toBe(only(request).dedupKey);
    expect(only({ ...request, reason: 'again' }).dedupKey).not.toBe(only(request).dedupKey);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no runbook', { runbooks: [] }, "at 'runbooks'"],
    ['no reason', { reason: '  ' }, "at 'reason'"],
    ['no end', { to: undefined }, "at 'to'"],
    ['an end before its start', { to: '2026-05-01' }, 'from 2026-06-01T03:00:00Z must be before to 2026-05-01T00:00:00Z'],
    ['a start that is no time', { from: 'last Monday' }, "from 'last Monday' is not a time"],
    ['an unknown parameter', { parameters: { accesKey: 'x' } }, "unknown parameter 'accesKey'; did you mean 'accessKeyId'?"],
    [
      'a value that breaks its rule',
      { parameters: { sourceIp: '1.2.3' } },
      "the value '1.2.3' of sourceIp is not a valid sourceIp (IPv4 or IPv6 address)",
    ],
    ['an empty value', { parameters: { sourceIp: '' } }, 'sourceIp is empty; give it a value (IPv4 or IPv6 address) or leave it out'],
    ['a number for a value', { parameters: { accountId: 111122223333 } }, "at 'parameters.accountId'"],
    ['a field that does not exist', { runbook: 'x' }, 'Unrecognized key: "runbook"'],
  ])('with %s is refused in one sentence', (_with, changes, sentence) => {
    expect(() => parseAlarms({ ...request, ...changes })).toThrow(InputError);
    expect(() => parseAlarms({ ...request, ...changes })).toThrow(sentence);
  });
});
