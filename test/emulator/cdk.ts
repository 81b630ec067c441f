import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { messageOf } from '../../lib/core/errors.ts';
import { ACCOUNT, adminAt, REGION } from './admin.ts';
import { cleanEnvironment } from './emulator.ts';
import { Template, UNSUPPORTED, without } from './unsupported.ts';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');

/** What is deployed, and where to. */
export interface Deploying {
  /** The emulator's address. */
  readonly url: string;
  /** A folder for the cloud assembly. */
  readonly folder: string;
  /** Settings of the product, in place of those in cdk.json. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly stack: string;
}

/** A deployed stack: what was synthesized, and what of it the emulator did not get. */
export interface Deployed {
  readonly template: Template;
  readonly removed: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** Synthesizes with the project's own cdk.json, and has the project's own cdk deploy the result, as on AWS. */
export async function deployed(deploying: Deploying): Promise<Deployed> {
  const { folder, stack } = deploying;
  const assembly = join(folder, 'cdk.out');
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify(projectIn(deploying)));
  await cdk(deploying, ['synth', '--quiet', '--output', assembly]);
  const file = join(assembly, `${stack}.template.json`);
  const template = Template.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { template: accepted, removed } = without(UNSUPPORTED, template);
  writeFileSync(file, JSON.stringify(accepted));
  const outputs = join(folder, 'outputs.json');
  await cdk(deploying, ['bootstrap', `aws://${ACCOUNT}/${REGION}`, '--app', assembly]);
  await cdk(deploying, ['deploy', stack, '--exclusively', '--app', assembly, '--require-approval', 'never', '--outputs-file', outputs]);
  const all = z.record(z.string(), z.record(z.string(), z.string())).parse(JSON.parse(readFileSync(outputs, 'utf8')));
  return { template, removed, outputs: all[stack] ?? {} };
}

const Project = z.looseObject({ app: z.string(), context: z.record(z.string(), z.unknown()) });

/** The project's cdk.json with other settings; the app runs where it always does. */
function projectIn({ settings }: Deploying): z.infer<typeof Project> {
  const project = Project.parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')));
  return { ...project, app: `cd "${ROOT}" && ${project.app}`, context: { ...project.context, trailwarden: settings } };
}

async function cdk({ url, folder }: Deploying, args: readonly string[]): Promise<void> {
  const { credentials } = adminAt(url);
  const env = {
    ...cleanEnvironment(),
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: '1',
    // Templates are checked against CloudFormation's rules in a test of their own; here that would take as long as everything else.
    CDK_VALIDATION: 'false',
  };
  const all = [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args, '--ci'];
  try {
    await run(process.execPath, all, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
  } catch (thrown) {
    const said = thrown instanceof Error && 'stderr' in thrown ? String(thrown.stderr).trim() : '';
    throw new Error(`cdk ${args[0]} failed: ${said || messageOf(thrown)}`);
  }
}
