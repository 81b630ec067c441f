import { messageOf } from '../../../core/errors.ts';
import type { Settings } from '../../../core/settings.ts';
import { callerOf } from '../caller.ts';
import { type Clients, clientsFor } from '../clients.ts';
import { permitted } from '../refused.ts';
import { Outputs, outputsOf, stackNamed } from '../stack.ts';
import { bootstrap } from './bootstrap.ts';
import { type Check, type Look, looked, type Subject, say } from './check.ts';
import { concurrency } from './concurrency.ts';
import { queues, subscriptions } from './deliveries.ts';
import { deployment } from './deployment.ts';
import { forwarders } from './forwarders.ts';
import { lakeFormation } from './lake-formation.ts';
import { logsBucket } from './logs-bucket.ts';
import { logsKey } from './logs-key.ts';
import { roleCreation, roleQuota } from './role-creation.ts';
import { temporaryRoles } from './temporary-roles.ts';
import { trail } from './trail.ts';

const LOOKS: readonly Look[] = [
  deployment,
  bootstrap,
  roleCreation,
  roleQuota,
  concurrency,
  trail,
  logsBucket,
  logsKey,
  lakeFormation,
  subscriptions,
  queues,
  forwarders,
  temporaryRoles,
];

interface Where {
  readonly stack: string;
  readonly region: string | undefined;
  readonly profile: string | undefined;
}

/** Looks at whatever could stop an investigation, one thing after the other. Without credentials there is nothing else to say. */
export async function* examine(where: Where, settings: Settings): AsyncGenerator<Check> {
  const { ok, problem } = say('credentials');
  const clients = clientsFor(where);
  const subject = await subjectOf(where, settings, clients).catch((thrown: unknown) => messageOf(thrown));
  if (typeof subject === 'string') {
    yield problem(subject, 'nothing else can be checked without');
    return;
  }
  yield ok(`${subject.caller.arn} in account ${subject.caller.account}`);
  for (const look of LOOKS) yield* await looked(look, subject);
}

async function subjectOf(where: Where, settings: Settings, clients: Clients): Promise<Subject> {
  const region = await permitted('', () => clients.sts.config.region());
  const caller = await callerOf(clients.sts);
  const regional = new Map<string, Clients>([[region, clients]]);
  const clientsIn = (wanted: string) => {
    const found = regional.get(wanted) ?? clientsFor({ region: wanted, profile: where.profile });
    regional.set(wanted, found);
    return found;
  };
  // What forbids to look at the stack is said by the check of the deployment.
  const stack = await stackNamed(where.stack, clients.cloudformation).catch(() => undefined);
  const outputs = stack && Outputs.partial().parse(outputsOf(stack));
  return { clients, clientsIn, stack: where.stack, region, settings, caller, outputs };
}
