import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { only } from './only.ts';
import { filesIn, present, read } from './shared-data.ts';

const Truth = z.object({ principals: z.array(z.string()), keys: z.array(z.string()), account: z.string() });

describe.skipIf(!present)('alarms of the attack cases (skipped where ../shared/data is absent)', () => {
  const files = filesIn('cases/*/alarm-*.json');

  it('exist', () => {
    expect(files.length).toBeGreaterThan(38);
  });

  it.each(files)('%s names the key or the principal of the attack', (file) => {
    const truth = Truth.parse(JSON.parse(read(file.replace(/[^/]+$/, 'truth.json'))));
    const alarm = only(JSON.parse(read(file)));
    const { accessKeyId = [], principalArn = [], principalName = [] } = alarm.entities;
    const names = principalName.map((name) => `/${name}`);
    const hits = [
      ...accessKeyId.filter((key) => truth.keys.includes(key)),
      ...principalArn.filter((arn) => truth.principals.includes(arn)),
      ...names.filter((name) => truth.principals.some((arn) => arn.endsWith(name) || arn.includes(`${name}/`))),
    ];
    expect(hits).not.toEqual([]);
    expect(alarm.account).toBe(truth.account);
  });
});
