import { expect, test } from 'vitest';
import { functions } from './functions.ts';
import { machines } from './machines.ts';
import { prove, sentenceOf } from './prove.ts';

test('whatever goes wrong, no role is left after one sweep and none was ever usable after its deadline', async () => {
  // One in twelve; `node scripts/histories.ts` lets all of them happen.
  const proof = await prove({ ...machines(), functions: await functions() }, { every: 12 });
  console.log(sentenceOf(proof));
  expect(proof.wrong).toEqual([]);
  expect(Object.keys(proof.ends).toSorted()).toEqual(['ABORTED', 'FAILED', 'SUCCEEDED', 'TIMED_OUT']);
  expect(proof.histories).toBeGreaterThan(400);
  expect(proof.created).toBeGreaterThan(proof.histories / 2);
});
