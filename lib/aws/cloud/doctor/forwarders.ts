import { stackNamed } from '../stack.ts';
import { type Look, say } from './check.ts';

const about = 'forwarders';
/** Where IAM and sign-in events appear, wherever they happen. Source: EventBridge User Guide, "Troubleshooting". */
const GLOBAL = 'us-east-1';

/** The stack that sends the events of a Region to the deployment. */
const forwarderOf = (stack: string, region: string): string => `${stack}-${region}`;

/** Whether events of other Regions reach the deployment. */
export const forwarders: Look = {
  about,
  look: async ({ settings, region: home, stack, outputs, clientsIn }) => {
    if (outputs === undefined) return [];
    const regions = [...new Set([GLOBAL, ...settings.trail.regions])].filter((region) => region !== home);
    const { ok, warning } = say(about);
    const found = await Promise.all(
      regions.map(async (region) => ({
        region,
        there: (await stackNamed(forwarderOf(stack, region), clientsIn(region).cloudformation)) !== undefined,
      })),
    );
    const missing = found.filter(({ there }) => !there).map(({ region }) => region);
    if (missing.length === 0) return [ok(regions.length === 0 ? 'none needed' : `in ${regions.join(', ')}`)];
    return [warning(`none in ${missing.join(', ')}: alarms there start nothing`, "deploy them: 'npx cdk deploy --all'")];
  },
};
