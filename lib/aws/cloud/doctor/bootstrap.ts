import { stackNamed } from '../stack.ts';
import { type Check, type Look, type Subject, say } from './check.ts';

const about = 'CDK bootstrap';
/** Where IAM and sign-in events appear, wherever they happen. Source: EventBridge User Guide, "Troubleshooting". */
const GLOBAL = 'us-east-1';

/** Whether CDK can deploy here and where the forwarder goes. */
export const bootstrap: Look = {
  about,
  look: async (subject) => {
    const checks = await Promise.all([...new Set([subject.region, GLOBAL])].map((region) => checkIn(region, subject)));
    return checks.flat();
  },
};

async function checkIn(region: string, { clientsIn, caller, outputs }: Subject): Promise<Check[]> {
  const stack = await stackNamed('CDKToolkit', clientsIn(region).cloudformation);
  const { ok, warning, problem } = say(about);
  if (stack !== undefined) return [ok(`${region}: stack CDKToolkit, ${stack.StackStatus}`)];
  const text = `${region}: no stack CDKToolkit`;
  const remedy = `run 'npx cdk bootstrap aws://${caller.account}/${region}', if it was not done under another name`;
  return [outputs === undefined ? problem(text, remedy) : warning(text, remedy)];
}
