import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test } from 'vitest';
import { s3Trail } from '../../lib/aws/s3-trail.ts';
import { trailContract } from '../contract/trail-contract.ts';
import { examplePlace, planWith } from '../core/example-plan.ts';
import { fakeS3 } from './fake-s3.ts';

let restore = () => {};
afterEach(() => restore());

function trailOf(keys: readonly string[], bytes = 1) {
  const s3 = fakeS3(new Map(keys.map((key) => [`${examplePlace.logs.bucket}/${key}`, 'x'.repeat(bytes)])));
  restore = s3.restore;
  return s3Trail(new S3Client());
}

trailContract('a trail on S3', async (keys, bytes) => trailOf(keys, bytes));

describe('a trail on S3', () => {
  const log = (number: number, above = '') =>
    `${above}AWSLogs/111122223333/CloudTrail/eu-west-1/2025/12/31/111122223333_CloudTrail_eu-west-1_20251231T1000Z_${number}.json.gz`;

  test('lists more than one page of files', async () => {
    const keys = Array.from({ length: 2_500 }, (_, number) => log(number));
    expect(await trailOf(keys).inventory(planWith({}))).toMatchObject({ files: 2_500 });
  });
  test('finds the accounts and Regions of an organization by itself, below its prefix', async () => {
    const logs = { ...examplePlace.logs, prefix: 'central', organization: 'o-a1b2c3d4e5' };
    const plan = planWith({
      place: { ...examplePlace, logs },
      reads: { firstDay: '2025/12/31', lastDay: '2025/12/31', accounts: 'all', regions: 'all' },
    });
    const other = log(2, 'central/AWSLogs/o-a1b2c3d4e5/').replaceAll('111122223333', '444455556666').replaceAll('eu-west-1', 'us-east-1');
    const keys = [log(1, 'central/AWSLogs/o-a1b2c3d4e5/'), other, log(3)].map((key) =>
      key.replace('o-a1b2c3d4e5/AWSLogs/', 'o-a1b2c3d4e5/'),
    );
    const { partitions } = await trailOf(keys).inventory(plan);
    expect(partitions.map(({ account, region }) => `${account} ${region}`)).toEqual(['111122223333 eu-west-1', '444455556666 us-east-1']);
  });
});
