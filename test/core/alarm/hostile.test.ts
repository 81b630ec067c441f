import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { Alarm } from '../../../lib/core/alarm.ts';
import { ENTITIES, entriesOf } from '../../../lib/core/entity.ts';
import { InputError } from '../../../lib/core/errors.ts';
import { EXAMPLES, resource } from './examples.ts';
import { finding, pascalCase } from './finding.ts';

/** The alarms, or none where the input is refused; any other error is a failure of the test. */
function parsed(input: unknown): Alarm[] {
  try {
    return parseAlarms(input);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

function expectSound(alarms: readonly Alarm[]): void {
  for (const alarm of alarms) {
    expect(Alarm.safeParse(alarm).error).toBeUndefined();
    expect(alarm.activity.from < alarm.activity.to).toBe(true);
    expect(Math.max(alarm.title.length, alarm.type.length)).toBeLessThanOrEqual(300);
    for (const [name, values] of entriesOf(alarm.entities)) {
      expect(values.filter((value) => !ENTITIES[name].test(value))).toEqual([]);
      expect(new Set(values).size).toBe(values.length);
    }
  }
}

type Path = readonly (string | number)[];

/** Paths of all texts in a value. */
function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, Array.isArray(value) ? Number(key) : key]));
}

/** A copy with something else at a path. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  const entries = Object.entries(value ?? {}).map(([name, item]) => [name, name === key ? replaced(item, rest, by) : item]);
  return Object.fromEntries(entries);
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);

const HOSTILE = [
  "x' OR '1'='1",
  '\u0000',
  'a\nb',
  '<script>alert(1)</script>\u2028',
  '\u202egnp.exe',
  '$(reboot)\r',
  `${'x'.repeat(100_000)}\t`,
];
const PLACES = EXAMPLES.flatMap((example) => textsIn(example).map((path) => ({ example, path })));

describe('hostile text', () => {
  it('in any place of any alarm is never kept, and is listed where an entity stood', () => {
    for (const { example, path } of PLACES) {
      const before = parsed(example)[0];
      const original = at(example, path);
      const wasEntity = entriesOf(before?.entities ?? {}).some(([, values]) => values.some((value) => value === original));
      for (const hostile of HOSTILE) {
        const after = parsed(replaced(example, path, hostile));
        expectSound(after);
        for (const { entities, dropped } of after) {
          expect(entriesOf(entities).filter(([, values]) => values.some((value) => value.includes(hostile)))).toEqual([]);
          expect(entriesOf(entities).filter(([, values]) => values.includes('repaired'))).toEqual([]);
          if (wasEntity) expect(dropped.map(({ value }) => value)).toContain(hostile.slice(0, 200));
        }
      }
    }
  });

  it('that is no text at all is dropped as well, whatever its prototype pretends', () => {
    const values = [7, true, [], {}, { toString: 1, valueOf: 1 }, JSON.parse('{"__proto__":{"test":1}}'), [[[[[['deep']]]]]]];
    for (const { example, path } of PLACES) {
      for (const value of values) expectSound(parsed(replaced(example, path, value)));
    }
  });
});

const EVENT_KEYS = [
  'detail-type',
  'detail',
  'Records',
  'findings',
  'Findings',
  'Message',
  'Type',
  'service',
  'id',
  'type',
  'runbooks',
  'parameters',
];

describe('arbitrary JSON', () => {
  it('is parsed or refused, and every entity of it passes its rule', () => {
    fc.assert(fc.property(fc.jsonValue(), (input) => expectSound(parsed(input))));
    const keyed = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.constant('GuardDuty Finding'), fc.double(), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(fc.oneof(fc.constantFrom(...EVENT_KEYS), fc.string()), tie('value'), { maxKeys: 5 }),
    })).value;
    fc.assert(fc.property(keyed, (input) => expectSound(parsed(input))));
  });

  it('in place of any part of a real alarm is parsed or refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), fc.nat(6), fc.jsonValue(), ({ example, path }, depth, value) => {
        expectSound(parsed(replaced(example, path.slice(0, depth), value)));
      }),
      { numRuns: 500 },
    );
  });

  it('of any depth is parsed or refused', () => {
    for (const nested of [
      JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`),
      JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
    ]) {
      expectSound(parsed(nested));
      for (const { example, path } of PLACES) expectSound(parsed(replaced(example, path.slice(0, -1), nested)));
    }
  });
});

describe('a finding', () => {
  it('is the same alarm in either case of its keys, whatever its values are', () => {
    const values = fc.record({
      accessKeyId: fc.oneof(fc.string(), fc.constant('AKIAQQQQQQQQQQQQQQQQ')),
      principalId: fc.string(),
      userName: fc.string(),
      userType: fc.constantFrom('IAMUser', 'Root', 'x'),
    });
    const property = fc.property(values, fc.double(), fc.ipV4(), (accessKeyDetails, severity, ipAddressV4) => {
      const service = { ...finding.service, action: { networkConnectionAction: { remoteIpDetails: { ipAddressV4 } } } };
      const detail = { ...finding, severity, service, resource: { ...resource, accessKeyDetails } };
      expect(parseAlarms(pascalCase(detail))).toEqual(parseAlarms(detail));
    });
    fc.assert(property);
  });
});
