import type { Place, Plan } from '../../lib/core/plan.ts';

/** What of a plan its policies depend on. */
type Parts = Pick<Plan, 'id' | 'place' | 'reads'> & Pick<Plan['access'], 'minutes'>;

export const examplePlace: Place = {
  partition: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  logs: { bucket: 'example-trail', prefix: '', kmsKeyArn: 'arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555' },
  folder: { bucket: 'example-folder', kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab' },
  workgroup: 'trailwarden',
  database: 'trailwarden',
  tables: { logs: 'cloudtrail', evidence: 'evidence' },
  callers: ['arn:aws:iam::111122223333:role/service/trailwarden-collect'],
};

/** Two days over a new year in one account and Region. */
export const exampleReads: Plan['reads'] = {
  firstDay: '2025/12/31',
  lastDay: '2026/01/01',
  accounts: ['111122223333'],
  regions: ['eu-west-1'],
};

/** A plan with these parts and the example's others, for a request by hand at noon of its last day. */
export function planWith({ id = 'case-1', place = examplePlace, reads = exampleReads, minutes = 15 }: Partial<Parts>): Plan {
  const day = reads.lastDay.replaceAll('/', '-');
  const window = { from: `${reads.firstDay.replaceAll('/', '-')}T00:00:00Z`, to: `${day}T12:00:00Z` };
  return {
    id,
    alarm: {
      kind: 'manual',
      type: 'manual',
      id,
      dedupKey: id,
      title: 'Manual request',
      severity: 'medium',
      activity: window,
      time: window.to,
      sample: false,
      entities: {},
      dropped: [],
    },
    reason: 'test',
    startedBy: 'test',
    window,
    reads,
    runbooks: [],
    skipped: [],
    dropped: [],
    eventIds: [],
    constants: {},
    rowLimit: 100,
    access: { minutes, deadline: `${day}T${minutes === 15 ? '12:17' : '13:02'}:00Z` },
    place,
  };
}
