import { describe, expect, test } from 'vitest';
import type { Trail } from '../../lib/core/ports.ts';
import { examplePlace, planWith } from '../core/example-plan.ts';

/** Stores log files of this size under these keys, and gives the trail that they make. */
export type MakeTrail = (keys: readonly string[], bytes: number) => Promise<Trail>;

const key = (account: string, region: string, day: string, time: string) =>
  `AWSLogs/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${day.replaceAll('/', '')}T${time}Z_AbCdEfGhIjKlMnOp.json.gz`;

const ours = (day: string, time: string) => key('111122223333', 'eu-west-1', day, time);

/** What every trail tells from a listing. */
export function trailContract(name: string, make: MakeTrail): void {
  describe(`${name} as a trail`, () => {
    const plan = planWith({ place: examplePlace });

    test('counts the files of the planned accounts, Regions and days, and no others', async () => {
      const beside = [
        ours('2025/12/30', '2355'),
        ours('2026/01/02', '0005'),
        key('444455556666', 'eu-west-1', '2025/12/31', '1000'),
        key('111122223333', 'us-east-1', '2025/12/31', '1000'),
        'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2025/12/31/111122223333_CloudTrail-Digest_eu-west-1_trail_eu-west-1_20251231T100000Z.json.gz',
        'AWSLogs/111122223333/Config/eu-west-1/2025/12/31/ConfigHistory/history.json.gz',
      ];
      const trail = await make([ours('2025/12/31', '1000'), ours('2025/12/31', '1005'), ours('2026/01/01', '0010'), ...beside], 10);
      expect(await trail.inventory(plan)).toEqual({
        layout: 'partitioned',
        files: 3,
        bytes: 30,
        partitions: [
          { account: '111122223333', region: 'eu-west-1', day: '2025/12/31', files: 2, bytes: 20, newest: '2025-12-31T10:05:00Z' },
          { account: '111122223333', region: 'eu-west-1', day: '2026/01/01', files: 1, bytes: 10, newest: '2026-01-01T00:10:00Z' },
        ],
        missing: [],
        newest: [{ account: '111122223333', region: 'eu-west-1', at: '2026-01-01T00:10:00Z' }],
      });
    });
    test('names the days of the window without a file', async () => {
      const trail = await make([ours('2026/01/01', '0010')], 1);
      expect((await trail.inventory(plan)).missing).toEqual([{ account: '111122223333', region: 'eu-west-1', days: ['2025/12/31'] }]);
    });
    test('is empty where the plan has no file', async () => {
      const trail = await make([ours('2025/11/01', '0010')], 1);
      expect(await trail.inventory(plan)).toMatchObject({ files: 0, bytes: 0, partitions: [], missing: [], newest: [] });
    });
  });
}
