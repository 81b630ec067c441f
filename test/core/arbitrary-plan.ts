import fc from 'fast-check';
import type { Place, Plan } from '../../lib/core/plan.ts';
import { planWith } from './example-plan.ts';

/** Regions of names as short and as long as they come. */
export const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-central-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'eu-south-1',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-east-1',
  'sa-east-1',
  'me-south-1',
  'af-south-1',
] as const;

/** Days at which a calendar goes wrong: ends of years, of Februaries with and without a leap day, of tens and of months. */
const EDGES = [
  '2023/12/31',
  '2024/01/01',
  '2024/02/28',
  '2024/02/29',
  '2024/03/01',
  '2024/12/31',
  '2025/02/28',
  '2025/12/31',
  '2026/01/01',
  '2026/06/09',
  '2026/06/10',
  '2026/06/30',
] as const;

const account = fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => String(number).padStart(12, '0'));
const word = fc.stringMatching(/^[a-z][a-z0-9-]{1,18}[a-z0-9]$/);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Some days on from a day written `2026/06/01`; back, where the number is negative. */
export function daysAfter(day: string, count: number): string {
  const time = Date.parse(`${day.replaceAll('/', '-')}T00:00:00Z`) + count * 86_400_000;
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
}

/** First and last day of a span that often begins or ends at an edge of the calendar. */
const span = fc
  .record({
    day: fc.oneof(
      fc.constantFrom(...EDGES),
      fc.integer({ min: 0, max: 1_500 }).map((days) => daysAfter('2022/11/20', days)),
    ),
    more: fc.integer({ min: 0, max: 119 }),
    isLast: fc.boolean(),
  })
  .map(({ day, more, isLast }) =>
    isLast ? { firstDay: daysAfter(day, -more), lastDay: day } : { firstDay: day, lastDay: daysAfter(day, more) },
  );

/** What follows the partition in the ARN of a key. */
const kmsKey = fc.tuple(fc.constantFrom(...REGIONS), account, fc.uuid()).map(([region, owner, id]) => `kms:${region}:${owner}:key/${id}`);
const inPartition = (partition: string, rest?: string) => (rest === undefined ? undefined : `arn:${partition}:${rest}`);

const place: fc.Arbitrary<Place> = fc
  .record({
    partition: fc.constantFrom('aws', 'aws-us-gov', 'aws-cn'),
    account,
    region: fc.constantFrom(...REGIONS),
    prefix: fc.constantFrom('', 'trail', 'security/cloudtrail', '111122223333', 'CloudTrail/us-east-1/2026/06/01'),
    organization: optional(fc.stringMatching(/^o-[a-z0-9]{10}$/)),
    logsKey: optional(kmsKey),
    folderKey: optional(kmsKey),
    names: fc.uniqueArray(word, { minLength: 6, maxLength: 6 }),
    callers: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
  })
  .map(({ names: [logs = '', folder = '', workgroup = '', database = '', table = '', evidence = ''], ...some }) => ({
    partition: some.partition,
    account: some.account,
    region: some.region,
    logs: {
      bucket: `logs-${logs}`,
      prefix: some.prefix,
      organization: some.organization,
      kmsKeyArn: inPartition(some.partition, some.logsKey),
    },
    folder: { bucket: `folder-${folder}`, kmsKeyArn: inPartition(some.partition, some.folderKey) },
    workgroup,
    database,
    tables: { logs: table, evidence },
    callers: some.callers.map((name) => `arn:${some.partition}:iam::${some.account}:role/${name}`),
  }));

/** What a generated plan may ask for at most; `least` for plans that are large on purpose. */
interface Sizes {
  readonly accounts?: { readonly least?: number; readonly most: number };
  readonly regions?: { readonly least: number };
}

/** Plans as they are made: one or more accounts and Regions or all, 1 to 120 days, any place that AWS allows. */
export const arbitraryPlan = ({ accounts = { most: 5 }, regions = { least: 1 } }: Sizes = {}): fc.Arbitrary<Plan> =>
  fc
    .record({
      id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,45}[a-z0-9]$/),
      span,
      accounts: fc.oneof(
        { arbitrary: fc.uniqueArray(account, { minLength: accounts.least ?? 1, maxLength: accounts.most, size: 'max' }), weight: 4 },
        { arbitrary: fc.constant('all' as const), weight: accounts.least === undefined ? 1 : 0 },
      ),
      regions: fc.oneof(
        { arbitrary: fc.subarray([...REGIONS], { minLength: regions.least, maxLength: 20 }), weight: 4 },
        { arbitrary: fc.constant('all' as const), weight: regions.least === 1 ? 1 : 0 },
      ),
      minutes: fc.constantFrom(15 as const, 60 as const),
      place,
    })
    .map(({ span: days, minutes, ...some }) =>
      planWith({ id: some.id, place: some.place, reads: { ...days, accounts: some.accounts, regions: some.regions }, minutes }),
    );
