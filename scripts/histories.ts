import { functions } from '../test/machine/functions.ts';
import { machines } from '../test/machine/machines.ts';
import { prove, sentenceOf } from '../test/machine/prove.ts';

/**
 * Proof by exhaustion that no role stays: over the synthesized machines, with the real functions and an account in memory, everything goes
 * wrong that can, at every place, with every error, alone and together. Ends with 1 where a role is left after one sweep, or was usable
 * after its deadline.
 */
const proof = await prove({ ...machines(), functions: await functions() });
for (const wrong of proof.wrong) console.error(wrong);
console.log(sentenceOf(proof));
process.exitCode = proof.wrong.length === 0 ? 0 : 1;
