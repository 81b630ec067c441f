import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { duckdbEngine } from '../../../lib/local/duckdb/engine.ts';
import { openEvidence } from '../../../lib/local/duckdb/evidence-session.ts';
import { enginePortContract } from '../../contract/engine-port-contract.ts';
import { recordAt } from '../../contract/small-trail.ts';
import { temporaryFolder, write } from '../temporary-folder.ts';
import { keepAll } from './opened.ts';

enginePortContract('duckdb', async (trail) => {
  const folder = mkdtempSync(join(tmpdir(), 'trailwarden-test-'));
  for (const { account, region, day, records } of trail) {
    const path = `logs/AWSLogs/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${day.replaceAll('/', '')}T1005Z_a.json.gz`;
    write(join(folder, path), gzipSync(JSON.stringify({ Records: records })));
  }
  const engine = await duckdbEngine({ logs: join(folder, 'logs'), evidence: folder }, new AbortController().signal);
  const close = async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { engine, close };
});

const TIME = '2025-12-31T10:00:00Z';

describe('a flat folder', () => {
  test('is pruned by the records: by account and Region where a record says them', async () => {
    const folder = temporaryFolder();
    const records = [
      recordAt(TIME, 'ours'),
      recordAt(TIME, 'other-account', { recipientAccountId: '999999999999' }),
      recordAt(TIME, 'other-region', { awsRegion: 'us-east-1' }),
      recordAt(TIME, 'says-nothing', { recipientAccountId: undefined, awsRegion: undefined }),
    ];
    write(join(folder, 'records.json'), JSON.stringify({ Records: records }));
    write(
      join(folder, 'lines.ndjson'),
      records.map((record) => JSON.stringify(record).replace(/"eventID":"/, '"eventID":"line-')).join('\n'),
    );
    write(
      join(folder, 'events.json'),
      JSON.stringify({
        Events: records.map((record) => ({ CloudTrailEvent: JSON.stringify(record).replace(/"eventID":"/, '"eventID":"event-') })),
      }),
    );
    const { ids } = await keepAll(folder, { accounts: ['111122223333'], regions: ['eu-west-1'] });
    expect(ids).toEqual(['event-ours', 'event-says-nothing', 'line-ours', 'line-says-nothing', 'ours', 'says-nothing']);
  });
});

test('a question that fails says why in one line', async () => {
  const folder = temporaryFolder();
  write(join(folder, 'records.json'), JSON.stringify({ Records: [recordAt(TIME, 'one')] }));
  const { ask } = await keepAll(folder);
  expect(await ask('SELECT CAST(eventid AS BIGINT) AS number FROM evidence')).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/^Conversion Error: .*one'.*$/),
  });
});

describe('a session that is asked', () => {
  const FORBIDDEN: readonly (readonly [string, (folder: string) => string])[] = [
    ['reads no other file', (folder) => `SELECT * FROM read_text('${join(folder, 'logs/a.json')}')`],
    ['lists no folder', (folder) => `SELECT * FROM glob('${folder}/*')`],
    ['writes no file', (folder) => `COPY evidence TO '${join(folder, 'copy.csv')}'`],
    ['does not write over the evidence', (folder) => `COPY (SELECT 1) TO '${join(folder, 'evidence/pass-1.parquet')}'`],
    ['opens no database', (folder) => `ATTACH '${join(folder, 'new.db')}'`],
    ['takes no setting back', () => 'SET enable_external_access = true'],
    ['takes no lock back', () => 'SET lock_configuration = false'],
  ];
  // Evidence is held in memory, or read from its file where it is large: a number of records that says so opens it in the other way.
  describe.each([1, 1_000_000])('of evidence with %i records', (records) => {
    test.each(FORBIDDEN)('%s, even past the translation', async (_case, sql) => {
      const folder = temporaryFolder();
      const logs = write(join(folder, 'logs/a.json'), JSON.stringify({ Records: [recordAt(TIME, 'only')] }));
      const { evidence } = await keepAll(logs, {}, folder);
      const session = await openEvidence({ ...evidence, records }, folder, new AbortController().signal);
      try {
        expect((await session.connection.runAndReadAll('SELECT eventid FROM evidence')).getRowsJson()).toEqual([['only']]);
        await expect(session.connection.run(sql(folder))).rejects.toThrow(/disabled by configuration|locked|cannot (?:access|change)/i);
      } finally {
        session.close();
      }
    });
  });
  test('has evidence from a folder whose name looks like a pattern', async () => {
    const folder = join(temporaryFolder(), "[case] *it's?");
    const logs = write(join(folder, 'logs/a.json'), JSON.stringify({ Records: [recordAt(TIME, 'only')] }));
    const { evidence, ids } = await keepAll(logs, {}, folder);
    const session = await openEvidence({ ...evidence, records: 1_000_000 }, folder, new AbortController().signal);
    const rows = (await session.connection.runAndReadAll('SELECT eventid FROM evidence')).getRowsJson();
    session.close();
    expect([ids, rows]).toEqual([['only'], [['only']]]);
  });
});
