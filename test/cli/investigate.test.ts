import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { localMachine } from '../../lib/local/machine.ts';
import { cli } from './run-cli.ts';
import { REQUEST, smallIncident } from './small-incident.ts';

const { folder, alarm, logs, path, remove } = smallIncident();
afterAll(remove);
const investigate = ['investigate', '--logs', logs, ...REQUEST, '--out'];
const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/report.schema.json'), 'utf8')),
);
const unfinished = () => readdirSync(folder).filter((name) => name.endsWith('.partial'));

describe('investigate', () => {
  test('tells the answer, where it is, and how to ask again', async () => {
    const out = path("a case's folder");
    const ended = await cli([...investigate, out]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('What was read');
    expect(ended.out).toContain(`In full: ${out}/report.html\n`);
    expect(ended.out).toMatch(/trailwarden replay '.*\/a case'\\''s folder'\n$/);
    expect(readdirSync(out)).toContain('manifest.json');
    expect(unfinished()).toEqual([]);
  });

  test('says how far it is, and wipes that before the answer', async () => {
    const { progress } = await cli([...investigate, path('progress')]);
    expect(progress).toContain('settle: listing the log files');
    expect(progress.join('\n')).toMatch(/^collect: [\d.]+ kB of [\d.]+ kB read$/m);
    expect(progress.at(-1)).toBe('');
  });

  test('prints with --json one report that the published schema allows, and nothing else', async () => {
    const { code, out, err } = await cli([...investigate, path('json'), '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
    expect(out).toBe(readFileSync(path('json/report.json'), 'utf8'));
  });

  test('ends with 1 where a finding is as severe as --fail-on, and with 0 where none is', async () => {
    const found = ['investigate', '--alarm', alarm, '--logs', logs, '--json', '--out'];
    expect((await cli([...found, path('low'), '--fail-on', 'low'])).code).toBe(1);
    expect((await cli([...found, path('critical'), '--fail-on', 'critical'])).code).toBe(0);
  });

  test('ends with 3 where there was no log to look at, so that no script takes silence for an answer', async () => {
    mkdirSync(path('no-logs'));
    const ended = await cli(['investigate', ...REQUEST, '--logs', path('no-logs'), '--out', path('nothing')]);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('nothing was looked at');
  });

  test('writes over an investigation only with --replace', async () => {
    const out = path('twice');
    expect((await cli([...investigate, out])).code).toBe(0);
    expect(await cli([...investigate, out])).toMatchObject({ code: 2, err: expect.stringContaining('--replace to write it anew') });
    expect((await cli([...investigate, out, '--replace'])).code).toBe(0);
  });

  test('leaves nothing behind where it is stopped', async () => {
    const stop = new AbortController();
    const progress = (text: string) => (text.startsWith('run:') ? stop.abort() : undefined);
    const ended = await cli([...investigate, path('stopped')], { terminal: { signal: stop.signal, progress } });
    expect(ended).toMatchObject({ code: 130, out: '', err: 'trailwarden: stopped; nothing unfinished was left behind\n' });
    expect(readdirSync(folder).filter((name) => name.includes('stopped'))).toEqual([]);
  });

  test('leaves nothing behind where no engine can be had', async () => {
    const engine = () => Promise.reject(new Error('the engine is not for this machine'));
    const ended = await cli([...investigate, path('no-engine')], { machine: { ...localMachine, engine } });
    expect(ended).toMatchObject({ code: 3, err: 'trailwarden: the engine is not for this machine\n' });
    expect(unfinished()).toEqual([]);
  });

  test('says after a stop what is worse than the stop', async () => {
    const engine = () => Promise.reject(new Error('the role is still there'));
    const terminal = { signal: AbortSignal.abort() };
    const ended = await cli([...investigate, path('worse')], { machine: { ...localMachine, engine }, terminal });
    expect(ended).toMatchObject({ code: 130, err: 'trailwarden: stopped; the role is still there\n' });
  });
});

describe('replay', async () => {
  const kept = path('kept');
  await cli([...investigate, kept]);
  const replay = ['replay', kept];

  test('gives the same rows from the evidence alone, and changes no file', async () => {
    const before = readdirSync(kept, { recursive: true });
    const { code, out } = await cli([...replay, '--json']);
    expect(code).toBe(0);
    const first = JSON.parse(readFileSync(join(kept, 'report.json'), 'utf8'));
    expect(JSON.parse(out)).toMatchObject({ findings: first.findings, context: first.context, timeline: first.timeline });
    expect(readdirSync(kept, { recursive: true })).toEqual(before);
  });

  test('refuses a runbook that did not run, and says which did', async () => {
    const ended = await cli([...replay, '--runbook', 'root-account-activity']);
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('kept are: access-key-activity') });
  });

  test('refuses what is no investigation', async () => {
    expect(await cli(['replay', logs])).toMatchObject({ code: 2, err: expect.stringContaining('no finished investigation') });
    expect(await cli(['replay', alarm])).toMatchObject({ code: 2, err: expect.stringContaining('no finished investigation') });
  });

  test('refuses a whole folder of another make, whose manifest agrees with it', async () => {
    const machine = { ...localMachine, changedFiles: async () => [] };
    mkdirSync(path('foreign'));
    writeFileSync(path('foreign/report.json'), '{"schema":"trailwarden/report@99"}');
    const ended = await cli(['replay', path('foreign')], { machine });
    expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(/report\.json is not what this version of trailwarden writes/) });
  });

  test('refuses evidence that was changed', async () => {
    writeFileSync(join(kept, 'evidence/pass-1.json'), '[]');
    const ended = await cli(replay);
    expect(ended).toMatchObject({
      code: 2,
      err: expect.stringMatching(/changed since the investigation ended: evidence\/pass-1\.json in /),
    });
  });
});
