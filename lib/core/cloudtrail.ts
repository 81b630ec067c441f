/** A field of a CloudTrail record: its key in the log, its name as a column (Athena has lower case only), and what it holds. */
export interface Field {
  readonly key: string;
  readonly name: string;
  readonly holds: Holds;
}

/**
 * `text`: a string, or a number or boolean as its text. `json`: any JSON, kept as its text. `texts`: an object of texts.
 * `record`: an object of fields. `records`: a list of such objects.
 */
export type Holds =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'texts' }
  | { readonly kind: 'record'; readonly fields: readonly Field[] }
  | { readonly kind: 'records'; readonly fields: readonly Field[] };

const field = (key: string, holds: Holds): Field => ({ key, name: key.toLowerCase(), holds });
const text = (...keys: string[]): Field[] => keys.map((key) => field(key, { kind: 'text' }));
const json = (...keys: string[]): Field[] => keys.map((key) => field(key, { kind: 'json' }));
const texts = (key: string): Field => field(key, { kind: 'texts' });
const record = (key: string, ...fields: Field[]): Field => field(key, { kind: 'record', fields });
const records = (key: string, ...fields: Field[]): Field => field(key, { kind: 'records', fields });

const userIdentity = record(
  'userIdentity',
  ...text('type', 'principalId', 'arn', 'accountId', 'invokedBy', 'accessKeyId', 'userName'),
  record('onBehalfOf', ...text('userId', 'identityStoreArn')),
  ...text('credentialId'),
  record('invokedByDelegate', ...text('accountId')),
  record(
    'sessionContext',
    record('attributes', ...text('mfaAuthenticated', 'creationDate')),
    record('sessionIssuer', ...text('type', 'principalId', 'arn', 'accountId', 'userName')),
    ...text('ec2RoleDelivery', 'sourceIdentity', 'assumedRoot'),
    record('webIdFederationData', ...text('federatedProvider'), texts('attributes')),
  ),
);

/**
 * A CloudTrail record, in the column order of the table that AWS documents for Athena (user guide, "Query AWS CloudTrail logs"), with
 * the fields that records have and that table misses: credentialId, invokedByDelegate, sourceIdentity, assumedRoot, managementEvent
 * and keyExchange (CloudTrail user guide, "Record contents" and "userIdentity element").
 */
export const RECORD: readonly Field[] = [
  ...text('eventVersion'),
  userIdentity,
  ...text('eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress', 'userAgent', 'errorCode', 'errorMessage'),
  ...json('requestParameters', 'responseElements', 'additionalEventData'),
  ...text('requestID', 'eventID', 'readOnly'),
  records('resources', ...text('ARN', 'accountId', 'type')),
  ...text('eventType', 'apiVersion', 'recipientAccountId'),
  ...json('serviceEventDetails'),
  ...text('sharedEventID', 'vpcEndpointId', 'vpcEndpointAccountId', 'eventCategory', 'managementEvent'),
  record('addendum', ...text('reason', 'updatedFields', 'originalRequestID', 'originalEventID')),
  ...text('sessionCredentialFromConsole'),
  ...json('edgeDeviceDetails'),
  record('tlsDetails', ...text('tlsVersion', 'cipherSuite', 'clientProvidedHostHeader', 'keyExchange')),
];

/** The columns of `events` and `baseline`, in order. */
export const COLUMNS: readonly string[] = RECORD.map(({ name }) => name);
