import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { Catalogue, Runbook } from '../core/runbook/runbook.ts';
import { parseSettings, type Settings } from '../core/settings.ts';
import { Deployment } from './deployment.ts';
import { observed } from './telemetry.ts';

/** A handler that takes only what its schema lets through. */
export const lambda = <Input, Output>(schema: z.ZodType<Input>, work: (input: Input, context?: Context) => Promise<Output>) =>
  observed(async (input: unknown, context?: Context) => work(schema.parse(input), context));

/** The id of an investigation as it travels through the state machine. */
export const Id = z.object({ id: z.string().regex(/^[a-z0-9-]{2,48}$/) });

/** The deployment that this function belongs to. */
export const deployment = (): Deployment => Deployment.parse(JSON.parse(variable('DEPLOYMENT')));

/** An environment variable that the stack sets on this function. */
export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`the environment variable ${name} is not set: the function was not deployed by the stack`);
  return value;
}

/** The settings that the stack was deployed with. */
export const settings = (): Settings => parseSettings(asset('settings.json'), 'settings.json');

/** The runbooks that the stack was deployed with. They were parsed and checked when it was built. */
export const catalogue = (): Catalogue =>
  new Map(
    z
      .array(z.custom<Runbook>())
      .parse(asset('catalogue.json'))
      .map((runbook) => [runbook.id, runbook]),
  );

const assets = new Map<string, unknown>();

/** Files beside the code do not change while a function lives. */
function asset(name: string): unknown {
  const path = join(variable('LAMBDA_TASK_ROOT'), name);
  if (!assets.has(path)) assets.set(path, JSON.parse(readFileSync(path, 'utf8')));
  return assets.get(path);
}
