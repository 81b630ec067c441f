import type { AthenaClient } from '@aws-sdk/client-athena';
import type { Receipt } from '../../core/investigation.ts';
import { clock } from '../clock.ts';
import { type Stopped, stopQueries } from '../queries/stop-queries.ts';
import type { RoleWorld } from './listed-roles.ts';
import { receiptOf } from './receipt-of.ts';
import { removeRole } from './remove-role.ts';
import { roleNameOf } from './temporary-role.ts';

/** Where roles and their queries are. */
export interface Revoking extends RoleWorld {
  readonly athena: AthenaClient;
}

/**
 * Stops the investigation's queries, takes its role away, proves it, and stops what was started in between: with the role gone nobody
 * else may stop them, and they cost money. Queries and role are dealt with side by side, so that an Athena that does not answer never
 * keeps a role alive. Never throws: a receipt with `gone: false` says what is left and why.
 */
export async function revokeRole(id: string, revoking: Revoking): Promise<Receipt> {
  const name = roleNameOf(id);
  const [first, removal] = await Promise.all([stopQueries(id, revoking), removeRole(name, revoking)]);
  const revoked = clock.now();
  const last = await stopQueries(id, revoking);
  return receiptOf({ name, removal, revoked, stopped: together(first, last) });
}

/** The second look covers what the first may have missed, so what kept the first from looking matters no more. */
const together = (first: Stopped, last: Stopped): Stopped => ({ ...last, count: first.count + last.count });
