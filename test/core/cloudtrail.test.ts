import { expect, test } from 'vitest';
import { COLUMNS, type Field, RECORD } from '../../lib/core/cloudtrail.ts';

/** A field and all that lie in it, each as the path of its keys. */
const paths = ({ key, holds }: Field): string[] =>
  holds.kind === 'record' || holds.kind === 'records' ? [key, ...holds.fields.flatMap(paths).map((path) => `${key}.${path}`)] : [key];

test('every column is the lower-case form of a key in the log', () => {
  expect(COLUMNS).toEqual(RECORD.map(({ key }) => key.toLowerCase()));
  expect(new Set(COLUMNS).size).toBe(COLUMNS.length);
});

test('keys are spelled as CloudTrail spells them, which no rule gives', () => {
  expect(RECORD.flatMap(paths)).toEqual(
    expect.arrayContaining([
      'sourceIPAddress',
      'requestID',
      'eventID',
      'sharedEventID',
      'vpcEndpointId',
      'resources.ARN',
      'userIdentity.sessionContext.sessionIssuer.arn',
    ]),
  );
});
