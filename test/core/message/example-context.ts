import type { Message, MessageContext } from '../../../lib/core/message/message.ts';
import type { Report } from '../../../lib/core/report.ts';
import { sampleReport } from '../render/sample-report.ts';

/** The id of the sample report. */
export const ID = 'guardduty-1a2b3c4d5e6f-20260601t0330';

export const DEPLOYED = { stack: 'Guard', account: '444455556666', region: 'eu-central-1' } as const;

export const CONTEXT: MessageContext = { ...DEPLOYED, location: `s3://guard-investigations-1f2e/investigations/${ID}/` };

/** The sample report with some of its parts changed. */
export const reportWith = (change: Partial<Report> = {}, investigation: Partial<Report['investigation']> = {}): Report => ({
  ...sampleReport(),
  ...change,
  investigation: { ...sampleReport().investigation, ...investigation },
});

/** Nothing found, nothing failed. */
export const clearedReport = (): Report => reportWith({ findings: [], failures: [], unknown: [] }, { id: `${ID}-2`, status: 'complete' });

/** A finding that the GuardDuty console made up, of which nothing is looked at. */
export const drillReport = (): Report => {
  const { access, coverage, cost, investigation } = sampleReport();
  const receipt = {
    kind: 'role',
    revoked: '2026-06-01T03:30:08Z',
    gone: true,
    proof: 'No role was created: the alarm is a sample.',
  } as const;
  const reason = 'this is a sample finding, so no access was opened and no log was read';
  return reportWith(
    {
      access: { ...access, policies: { ...access.policies, widened: [] }, receipt },
      coverage: {
        ...coverage,
        files: 0,
        bytes: 0,
        partitions: [],
        missing: [],
        newest: [],
        trigger: 'not found',
        dataEvents: [],
        problems: [],
      },
      findings: [],
      unknown: [
        `No answer from access-key-activity, trail-tampering: ${reason}`,
        'The finding is a generated sample: the names in it do not exist.',
      ],
      cost: { ...cost, files: 0, bytes: 0, records: 0, queries: 0, athenaDollars: 0 },
    },
    { alarm: { ...investigation.alarm, sample: true, severity: 'critical' } },
  );
};

export const parsed = ({ body }: Message) => JSON.parse(body);
