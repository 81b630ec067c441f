import type { Settings } from '../../core/settings.ts';

/** What the partitions of the log table are made from. */
export interface LogProjection {
  /** Where the folders of the accounts are: `s3://bucket/[prefix/]AWSLogs/[o-id/]`. */
  readonly accountsLocation: string;
  /** Account that the stack lives in. */
  readonly account: string;
  /** Regions that may have logs. */
  readonly regions: readonly string[];
  readonly trail: Pick<Settings['trail'], 'organization' | 'accounts'>;
}

/** CloudTrail began on 2013-11-13. Partitions that hold nothing cost nothing: every query names its days. */
const FIRST_DAY = '2013/11/13';

/**
 * Partition projection: Athena works out the folders from a query's WHERE, so no crawler and no ALTER TABLE is needed. Several accounts
 * are `injected`: new ones need no deployment, and a query that names none fails instead of reading all. `NOW+1DAYS`: CloudTrail
 * files a day by the time of delivery, and the table must never end before the logs do.
 * Source: Athena User Guide, "Partition projection with Amazon Athena" and "Supported types for partition projection".
 */
export const logProjection = ({ accountsLocation, account, regions, trail }: LogProjection): Record<string, string> => ({
  'projection.enabled': 'true',
  ...accountProjection(account, trail),
  'projection.region.type': 'enum',
  'projection.region.values': regions.join(','),
  'projection.day.type': 'date',
  'projection.day.format': 'yyyy/MM/dd',
  'projection.day.range': `${FIRST_DAY},NOW+1DAYS`,
  'projection.day.interval': '1',
  'projection.day.interval.unit': 'DAYS',
  'storage.location.template': `${accountsLocation}\${account}/CloudTrail/\${region}/\${day}/`,
});

function accountProjection(account: string, { organization, accounts }: LogProjection['trail']): Record<string, string> {
  if (organization !== undefined || accounts.length > 1) return { 'projection.account.type': 'injected' };
  return { 'projection.account.type': 'enum', 'projection.account.values': accounts[0] ?? account };
}
