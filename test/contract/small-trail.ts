/** What one day folder of a trail holds. */
export interface Stored {
  readonly account: string;
  readonly region: string;
  readonly day: string;
  readonly records: readonly object[];
}

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

/** A record at a time of day, such as `2025-12-31T10:00:00Z`. */
export const recordAt = (eventTime: string, eventID: string, others: object = {}): object => ({
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'alice' },
  eventTime,
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: REGION,
  requestParameters: { userName: 'bob', tags: [{ key: 'a', value: 'b' }] },
  requestID: `request-${eventID}`,
  eventID,
  readOnly: false,
  eventCategory: 'Management',
  recipientAccountId: ACCOUNT,
  ...others,
});

const other = { userIdentity: { type: 'IAMUser', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' } };
const data = { eventSource: 's3.amazonaws.com', eventName: 'GetObject', eventCategory: 'Data' };
const first = recordAt('2025-12-31T10:00:00Z', 'first');

/** Five day folders around the example's plan; one event stands in two of them, and some are outside of the plan. */
export const TRAIL: readonly Stored[] = [
  { account: ACCOUNT, region: REGION, day: '2025/12/30', records: [recordAt('2025-12-30T10:00:00Z', 'day-before')] },
  {
    account: ACCOUNT,
    region: REGION,
    day: '2025/12/31',
    records: [first, recordAt('2025-12-31T11:00:00Z', 'other-key', other), recordAt('2025-12-31T12:00:00Z', 'data', data)],
  },
  { account: ACCOUNT, region: REGION, day: '2026/01/01', records: [first, recordAt('2026-01-01T11:59:59Z', 'last')] },
  { account: ACCOUNT, region: 'us-east-1', day: '2025/12/31', records: [recordAt('2025-12-31T10:00:00Z', 'other-region')] },
  { account: '444455556666', region: REGION, day: '2025/12/31', records: [recordAt('2025-12-31T10:00:00Z', 'other-account')] },
];
