import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { begin, executionOf, secondLookOf } from '../../lib/core/begin.ts';
import { kept } from '../../lib/core/kept.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { packageFolder, readRunbooks } from '../../lib/local/runbook-folder.ts';
import { examplePlace } from './example-plan.ts';
import { memoryFolder } from './memory-folder.ts';

const catalogue = catalogueOf(readRunbooks(packageFolder('runbooks')));
const finding = JSON.parse(readFileSync('examples/leaked-key/alarm.json', 'utf8'));
const request = {
  runbooks: ['access-key-activity'],
  parameters: { accessKeyId: 'AKIAEXAMPLEEXAMPLE01' },
  from: '2026-11-18',
  to: '2026-11-19',
  reason: 'audit',
};

function world() {
  const folders = new Map<string, ReturnType<typeof memoryFolder>>();
  const opened = (id: string) => {
    const found = folders.get(id) ?? memoryFolder();
    folders.set(id, found);
    return found;
  };
  const settings = parseSettings({}, 'settings');
  const surroundings = {
    folderOf: (id: string) => opened(id).folder,
    catalogue,
    settings,
    place: examplePlace,
    now: Date.parse('2026-11-18T05:00:00Z'),
  };
  return { surroundings, opened };
}

describe('an execution begins', () => {
  test('with the alarm that lies in its folder, under its own name and in the place of the deployment', async () => {
    const { surroundings, opened } = world();
    opened('case-1').texts.set('alarm.json', JSON.stringify(finding));
    expect(await begin('case-1', {}, surroundings)).toEqual({ id: 'case-1', dry: false });
    const plan = await kept.plan(opened('case-1').folder, 1);
    expect(plan).toMatchObject({ id: 'case-1', place: examplePlace, startedBy: 'alarm of guardduty', access: { minutes: 15 } });
  });

  test('with a request that a person sends, who may ask for an hour', async () => {
    const { surroundings, opened } = world();
    await begin('case-2', { request, startedBy: 'arn:aws:iam::111122223333:user/mary', minutes: 60 }, surroundings);
    const { folder, texts } = opened('case-2');
    expect(JSON.parse(texts.get('alarm.json') ?? '')).toEqual(request);
    expect(await kept.plan(folder, 1)).toMatchObject({ access: { minutes: 60 }, startedBy: 'arn:aws:iam::111122223333:user/mary' });
  });

  test('again under a name and in a folder of its own, with the alarm of the first look', async () => {
    const { surroundings, opened } = world();
    opened('case-3').texts.set('alarm.json', JSON.stringify(finding));
    await begin('case-3', {}, surroundings);
    expect(await begin('case-3', { again: { id: 'case-3' } }, surroundings)).toEqual({ id: 'case-3-2', dry: false });
    expect(opened('case-3-2').texts.has('plan.json')).toBe(true);
    expect(secondLookOf(executionOf('case-3-2'))).toBe('case-3-2');
  });

  test('dry with a sample finding', async () => {
    const { surroundings, opened } = world();
    const sample = { ...finding, detail: { ...finding.detail, service: { ...finding.detail.service, additionalInfo: { sample: true } } } };
    opened('case-4').texts.set('alarm.json', JSON.stringify(sample));
    expect(await begin('case-4', {}, surroundings)).toEqual({ id: 'case-4', dry: true });
  });

  test.each([
    ['a name that no folder may have', 'Case_1', { request }, /'Case_1'/],
    ['no alarm at all', 'case-5', {}, /alarm\.json/],
    ['a runbook that does not exist', 'case-5', { request: { ...request, runbooks: ['no-such'] } }, /no-such/],
    ['two alarms in one', 'case-5', { alarm: [finding, finding] }, /2 alarms/],
  ])('never with %s', async (_, name, beginning, message) => {
    const { surroundings, opened } = world();
    await expect(begin(name, beginning, surroundings)).rejects.toThrow(message);
    expect(opened(name).texts.has('plan.json')).toBe(false);
  });
});
