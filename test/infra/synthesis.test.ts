import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { InputError } from '../../lib/core/errors.ts';
import { appWith, EVERYTHING, templateWith } from './synthesized.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailwarden-synthesis-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stacksWith = (settings: unknown, homeRegion?: string) =>
  appWith(settings, { homeRegion })
    .app.synth()
    .stacks.map(({ stackName, environment: { region, account } }) => ({ stackName, region, account }));

describe('the stacks', () => {
  it('are one at home and one in us-east-1, where IAM and sign-in events appear', () => {
    expect(stacksWith({})).toEqual([
      { stackName: 'Trailwarden', region: 'eu-west-1', account: 'unknown-account' },
      { stackName: 'Trailwarden-us-east-1', region: 'us-east-1', account: 'unknown-account' },
    ]);
  });

  it('are one in each other Region that settings name, and none where home is the only one', () => {
    expect(stacksWith(EVERYTHING).map(({ stackName }) => stackName)).toEqual([
      'Trailwarden',
      'Trailwarden-us-east-1',
      'Trailwarden-us-west-2',
    ]);
    expect(stacksWith({}, 'us-east-1')).toHaveLength(1);
  });

  it('refuse what only a trail that exists can have', () => {
    expect(() => appWith({ trail: { organization: 'o-a1b2c3d4e5', prefix: 'central' } })).toThrow(InputError);
    expect(() => appWith({ trail: { organization: 'o-a1b2c3d4e5', prefix: 'central' } })).toThrow(
      'trail.prefix (central) and trail.organization (o-a1b2c3d4e5) belongs to a trail that exists: set trail.bucket',
    );
  });
});

describe('synthesis', () => {
  it('gives the same template each time, with the same assets', () => {
    for (const settings of [{}, EVERYTHING]) expect(templateWith(settings)).toEqual(templateWith(settings));
  });

  it('gives other assets for other settings', () => {
    const codeOf = (settings: unknown) => [...JSON.stringify(templateWith(settings)).matchAll(/[0-9a-f]{64}\.zip/g)].map(([name]) => name);
    expect(codeOf({}).length).toBeGreaterThan(10);
    expect(codeOf({ limits: { rows: 17 } }).some((key) => codeOf({}).includes(key))).toBe(false);
  });

  it('can be deployed twice in one account: whatever has a name has the name of its stack', () => {
    const names = (stack: string) => namesIn(templateWith(EVERYTHING, stack));
    expect(names('Second').length).toBeGreaterThan(4);
    expect(names('Second').filter((name) => names('Trailwarden').includes(name))).toEqual([]);
  });

  it.each([
    ['nothing set', {}],
    ['everything set', EVERYTHING],
  ])('has no finding of cdk-nag without a reason, with %s', (_, settings) => {
    const { app } = appWith(settings);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });

  it("passes CDK's own validation of templates, by the command that deploys, without credentials", () => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name)));
    const out = execFileSync('npx', ['cdk', 'synth', '--quiet', '--output', folder], { encoding: 'utf8', env, stdio: 'pipe' });
    expect(out).not.toContain('ERROR');
    expect(readFileSync(join(folder, 'Trailwarden.template.json'), 'utf8')).toContain('AWS::StepFunctions::StateMachine');
  });
});

const Named = z.record(z.string(), z.unknown());
/** Properties that name a resource in its account, other than tables, which their database keeps apart. */
const NAMES = /^(.*Name|Name)$/;
const REFERS = new Set([
  'FunctionName',
  'DatabaseName',
  'S3BucketName',
  'MetricName',
  'DisplayName',
  'GroupName',
  'PolicyName',
  'ConfigurationName',
]);

/** The physical names that a template gives. */
function namesIn(template: unknown): string[] {
  const { Resources } = z
    .object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: Named.default({}) })) })
    .parse(template);
  const named = Object.values(Resources).flatMap(({ Properties }) =>
    Object.entries(Properties).filter(([key]) => NAMES.test(key) && !REFERS.has(key)),
  );
  const configured = Object.values(Resources).flatMap(({ Properties }) => Properties.ConfigurationName ?? []);
  const databases = Object.values(Resources).flatMap(({ Properties }) => Named.safeParse(Properties.DatabaseInput).data?.Name ?? []);
  return [...named.map(([, name]) => name), ...configured, ...databases].map((name) => JSON.stringify(name));
}
