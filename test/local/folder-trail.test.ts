import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderTrail } from '../../lib/local/folder-trail.ts';
import { trailContract } from '../contract/trail-contract.ts';
import { planWith } from '../core/example-plan.ts';
import { temporaryFolder, write } from './temporary-folder.ts';

trailContract('a folder', async (keys, bytes) => {
  const folder = temporaryFolder();
  for (const key of keys) write(join(folder, key), 'x'.repeat(bytes));
  return folderTrail(folder);
});

describe('a folder whose paths do not say what is in them', () => {
  test('is flat, and no day of it is missing', async () => {
    const folder = temporaryFolder();
    write(join(folder, 'export.json'), '{}');
    write(join(folder, '111122223333_CloudTrail_eu-west-1_20251231T1000Z_AbCdEfGhIjKlMnOp.json.gz'), '{}');
    const coverage = await folderTrail(folder).inventory(planWith({}));
    expect(coverage).toMatchObject({ layout: 'flat', files: 2, bytes: 4, missing: [], partitions: [{ day: '2025/12/31', files: 1 }] });
  });
});
