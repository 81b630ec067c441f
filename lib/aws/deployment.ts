import * as z from 'zod';
import type { Deployed } from '../core/message/message.ts';
import { Place } from '../core/plan.ts';
import { stackOf } from '../core/stack-of.ts';

/** What only a deployment knows, the same for each function: in the environment variable DEPLOYMENT, as JSON. */
export const Deployment = z.object({
  place: Place,
  /** `/trailwarden/<stack>/`: every role under it is ours to delete. */
  rolePath: z.string(),
  boundaryArn: z.string(),
  topics: z.object({ email: z.string(), pager: z.string(), chat: z.string(), raw: z.string(), health: z.string() }),
});
export type Deployment = z.infer<typeof Deployment>;

/** The deployment as messages name it. */
export const deployedAs = ({ place: { account, region }, rolePath }: Deployment): Deployed => ({
  stack: stackOf({ rolePath }),
  account,
  region,
});
