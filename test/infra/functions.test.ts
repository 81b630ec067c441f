import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Deployment } from '../../lib/aws/deployment.ts';
import { DUTIES } from '../../lib/infra/functions/duty.ts';
import { resourcesWith } from './synthesized.ts';

const Properties = z.object({
  Description: z.string(),
  Role: z.string(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Timeout: z.number(),
  TracingConfig: z.object({ Mode: z.string() }),
  LoggingConfig: z.object({ LogGroup: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});
const resources = resourcesWith({});
const functions = resources('AWS::Lambda::Function').map(({ id, properties }) => ({ id, ...Properties.parse(properties) }));
const groups = new Map(resources('AWS::Logs::LogGroup').map(({ id, properties }) => [id, properties]));
const unique = (values: readonly string[]) => new Set(values).size;

describe('every function', () => {
  it('has a role and a log of its own, that is kept as long as settings say', () => {
    expect(functions).toHaveLength(Object.keys(DUTIES).length);
    expect(unique(functions.map(({ Role }) => Role))).toBe(functions.length);
    expect(unique(functions.map(({ LoggingConfig: { LogGroup } }) => LogGroup))).toBe(functions.length);
    for (const { LoggingConfig } of functions) expect(groups.get(LoggingConfig.LogGroup)).toMatchObject({ RetentionInDays: 90 });
  });

  it('runs on ARM with Node 24, traced, and not for longer than its duty may take', () => {
    for (const { Runtime, Architectures, TracingConfig, Timeout, Description } of functions) {
      expect([Runtime, Architectures, TracingConfig.Mode]).toEqual(['nodejs24.x', ['arm64'], 'Active']);
      expect(Timeout).toBe(Object.values(DUTIES).find(({ description }) => description === Description)?.seconds);
    }
  });

  it('knows the deployment, and no secret, in the 4 KB that Lambda has for its environment', () => {
    for (const { Environment } of functions) {
      const { Variables } = Environment;
      expect(Deployment.parse(JSON.parse(Variables.DEPLOYMENT ?? '{}')).rolePath).toBe('/trailwarden/Trailwarden/');
      expect(Object.keys(Variables).filter((name) => !KNOWN.has(name))).toEqual([]);
      // Names have up to 20 random characters more once they are deployed.
      const references = (JSON.stringify(Variables).match(/arn:aws:(iam|sns)/g) ?? []).length;
      expect(JSON.stringify(Variables).length + 20 * references).toBeLessThan(4096);
    }
  });
});

const KNOWN = new Set(['DEPLOYMENT', 'MACHINE_ARN', 'QUEUE_URL', 'DEAD_LETTER_URL', 'OWN_ROLES']);

describe('the log of a machine', () => {
  it('is kept as long, and is named so that it takes no room in the policies of CloudWatch Logs', () => {
    const named = [...groups.values()].map(({ LogGroupName }) => LogGroupName).filter((name) => name !== undefined);
    expect(named.toSorted()).toEqual(['/aws/vendedlogs/states/Trailwarden-aftermath', '/aws/vendedlogs/states/Trailwarden-investigation']);
  });

  it('holds errors without what the states hold', () => {
    for (const { properties } of resources('AWS::StepFunctions::StateMachine')) {
      expect(properties).toMatchObject({
        LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
        TracingConfiguration: { Enabled: true },
      });
    }
  });
});
