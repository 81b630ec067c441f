import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../lib/core/errors.ts';
import { differences, parseCases } from '../../../lib/core/runbook/cases.ts';
import { newCases } from '../../../lib/core/runbook/template.ts';
import { failed, rows } from '../concluded.ts';
import { catalogueWith } from '../example-runbook.ts';

const HEAD = 'window: { from: 2026-06-01T00:00:00Z, to: 2026-06-02T00:00:00Z }';
const file = (
  records: string,
  expected = '{ timeline: [] }',
) => `base: { awsRegion: eu-west-1, userIdentity: { type: IAMUser, userName: ann } }
cases:
  - name: an example
    ${HEAD}
    records: ${records}
    expect: ${expected}
`;
const recordsOf = (records: string) => parseCases('a.cases.yaml', file(records))[0]?.records;

describe('the records of a case', () => {
  it('are laid over the base, field by field, and over what every record has', () => {
    expect(recordsOf('[{ eventTime: 2026-06-01T03:00:00Z, userIdentity: { userName: bob }, requestParameters: { a: [1] } }]')).toEqual([
      {
        eventTime: '2026-06-01T03:00:00Z',
        eventVersion: '1.11',
        awsRegion: 'eu-west-1',
        eventType: 'AwsApiCall',
        managementEvent: true,
        eventCategory: 'Management',
        recipientAccountId: '111122223333',
        eventID: '99999999-0000-4000-8000-000000000000',
        requestID: '99999999-0000-4000-8000-000000000000',
        userIdentity: { type: 'IAMUser', userName: 'bob' },
        requestParameters: { a: [1] },
      },
    ]);
  });

  it('take away with null what the base has', () => {
    expect(recordsOf('[{ eventTime: 2026-06-01T03:00:00Z, userIdentity: null }]')).toMatchObject([{ userIdentity: null }]);
  });

  it('have ids of their own', () => {
    const two = recordsOf('[{ eventTime: 2026-06-01T03:00:00Z }, { eventTime: 2026-06-01T03:00:00Z }]') ?? [];
    expect(new Set(two.map(({ eventID }) => eventID)).size).toBe(2);
  });
});

describe('a file of cases', () => {
  it.each([
    ['is no YAML', 'cases: [', 'a.cases.yaml: '],
    ['has no cases', 'cases: []', "a.cases.yaml: 'cases' "],
    ['has an unknown key', file('[]').replace('records', 'colour: red\n    records'), "a.cases.yaml: 'cases.0' Unrecognized key"],
    ['has a record without a time', file('[{ eventName: x }]'), "a.cases.yaml: 'cases.0.records.0.eventTime' "],
    ['expects nothing', file('[]', '{}'), "a.cases.yaml: 'cases.0.expect' names no step, so the case cannot fail"],
    [
      'has an unknown parameter',
      file('[]').replace('records', 'parameters: { key: [a] }\n    records'),
      "a.cases.yaml: 'cases.0.parameters",
    ],
  ])('that %s is refused with its name and the place', (_what, text, sentence) => {
    expect(() => parseCases('a.cases.yaml', text)).toThrow(InputError);
    expect(() => parseCases('a.cases.yaml', text)).toThrow(sentence);
  });

  it('throws nothing else, whatever the text', () => {
    const lines = fc.array(fc.oneof(fc.constantFrom(...newCases().split('\n'), 'a: *b', '? {}', '<<: *a'), fc.string()));
    fc.assert(
      fc.property(lines, (all) => {
        try {
          parseCases('a.cases.yaml', all.join('\n'));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(InputError);
        }
      }),
    );
  });

  it('that a new runbook comes with can be read', () => {
    expect(parseCases('a.cases.yaml', newCases()).map(({ name }) => name)).toEqual([
      'a refused call is found',
      'an ordinary day is silent',
    ]);
  });
});

describe('the answers to a case', () => {
  const [runbook] = catalogueWith({}).values();
  const differ = (expected: string, ...answers: Parameters<typeof differences>[2]) => {
    const [one] = parseCases('a.cases.yaml', file('[]', expected));
    if (one === undefined || runbook === undefined) throw new Error('no case');
    return differences(one, runbook, answers);
  };
  const two = rows(
    'timeline',
    ['a', 'b'],
    [
      [1, 'x'],
      [2, null],
    ],
  );

  it.each(['{ timeline: [{ a: 1 }, { a: 2 }] }', '{ timeline: [{ b: x }, { b: null }] }', '{ timeline: [{ a: 1 }, {}] }'])(
    'are as expected where the named columns are: %s',
    (expected) => {
      expect(differ(expected, two)).toEqual([]);
    },
  );

  it.each<[string, string, string]>([
    ['another value', '{ timeline: [{ a: 1 }, { a: 3 }] }', '{"a":3}\n    + {"a":1}\n    + {"a":2}'],
    ['a text for a number', '{ timeline: [{ a: "1" }, { a: 2 }] }', '- {"a":"1"}'],
    ['another order', '{ timeline: [{ a: 2 }, { a: 1 }] }', 'timeline: expected 2 rows (-), got 2 (+)'],
    ['too many rows', '{ timeline: [{ a: 1 }] }', 'timeline: expected 1 rows (-), got 2 (+)'],
    ['rows where there should be none', '{ timeline: [] }', '+ {"a":1,"b":"x"}'],
    ['no such column', '{ timeline: [{ c: 1 }, {}] }', 'timeline has no column c; it has a, b'],
    ['no such step', '{ other: [] }', "there is no step 'other'; the steps are timeline"],
  ])('differ with %s', (_what, expected, sentence) => {
    expect(differ(expected, two).join('\n')).toContain(sentence);
  });

  it('differ where the step failed', () => {
    expect(differ('{ timeline: [] }', failed('timeline', 'too large'))).toEqual(['timeline failed: too large']);
  });
});
