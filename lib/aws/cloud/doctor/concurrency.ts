import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { permitted } from '../refused.ts';
import { type Look, say } from './check.ts';

const about = 'Lambda concurrency';
/** Runbooks that one investigation runs side by side, and functions besides that may run at any moment. */
const [SIDE_BY_SIDE, BESIDES] = [3, 5];

/** Whether the account lets as many functions run as the settings let investigations; new accounts begin with 10. */
export const concurrency: Look = {
  about,
  look: async ({ clients: { lambda }, settings }) => {
    const { ok, warning } = say(about);
    const { AccountLimit } = await permitted('lambda:GetAccountSettings', () => lambda.send(new GetAccountSettingsCommand({})));
    const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0;
    const needed = settings.limits.atOnce * SIDE_BY_SIDE + BESIDES;
    if (free >= needed) return [ok(`${free} functions may run at once`)];
    const remedy = 'have the quota raised (Service Quotas, Lambda, concurrent executions), or lower limits.atOnce';
    return [warning(`${free} functions may run at once, and ${settings.limits.atOnce} investigations may want ${needed}`, remedy)];
  },
};
