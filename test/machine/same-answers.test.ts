import { expect, test } from 'vitest';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { comparable, locally, throughMachine } from './both-ways.ts';

test('the state machine gives the report that the command line gives', async () => {
  const one = { alarm: 'examples/leaked-key/alarm.json', logs: 'examples/leaked-key/logs', into: temporaryFolder() };
  const local = comparable(await locally(one));
  expect(comparable(await throughMachine(one))).toEqual(local);
  expect(local.findings.length).toBeGreaterThan(3);
});
