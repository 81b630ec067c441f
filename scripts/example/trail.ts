import { call } from '../logs/operations.ts';
import type { Operation } from '../logs/record.ts';
import { ARTIFACTS, CUSTOMER_DATA, INVOICE_FILES, TRAIL } from './cast.ts';

/** What the trail is told to log; the intruder narrows it, and the company puts it back in the morning. */
export function putEventSelectors(readWriteType: 'All' | 'WriteOnly'): Operation {
  const values = [CUSTOMER_DATA, INVOICE_FILES, ARTIFACTS].map(({ name }) => `arn:aws:s3:::${name}/`);
  const dataResources = readWriteType === 'All' ? [{ type: 'AWS::S3::Object', values }] : [];
  const eventSelectors = [{ readWriteType, includeManagementEvents: true, dataResources, excludeManagementEventSources: [] }];
  return {
    ...call('cloudtrail', 'PutEventSelectors', { trailName: TRAIL, eventSelectors }),
    response: { trailARN: TRAIL, eventSelectors },
  };
}

/** Refused to everybody, administrators too, by the organization's own policy, which forgot about event selectors. */
export function forbidden(name: 'StopLogging' | 'DeleteTrail', arn: string): Operation {
  const reason = 'with an explicit deny in a service control policy';
  const message = `User: ${arn} is not authorized to perform: cloudtrail:${name} on resource: ${TRAIL} ${reason}`;
  return { ...call('cloudtrail', name), error: { code: 'AccessDenied', message } };
}
