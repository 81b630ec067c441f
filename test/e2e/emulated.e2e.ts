import { afterAll, beforeAll, describe } from 'vitest';
import { alarmToReport } from './alarm-to-report.ts';
import { anywhere } from './anywhere.ts';
import { brokenParts } from './broken-parts.ts';
import { endedEarly } from './ended-early.ts';
import { oddAlarms } from './odd-alarms.ts';
import { type Stage, setStage } from './stage.ts';
import { usedPermissions } from './used-permissions.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.system.stop());

describe('on the emulated AWS', () => {
  const onStage = () => stage;
  alarmToReport(onStage);
  anywhere(() => ({
    world: stage.world,
    config: stage.system.admin,
    name: 'anywhere',
    window: { from: '2026-11-18T00:00:00Z', to: '2026-11-19T00:00:00Z' },
    seconds: 60,
  }));
  brokenParts(onStage);
  endedEarly(onStage);
  oddAlarms(onStage);
  usedPermissions(onStage);
});
