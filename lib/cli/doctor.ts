import { InputError } from '../core/errors.ts';
import { jsonText } from '../core/render/json.ts';
import { draw, type Line, type Paint } from '../core/render/terminal-line.ts';
import { hanging } from '../core/render/terminal-prose.ts';
import { parseSettings, type Settings } from '../core/settings.ts';
import { admissionFor } from './admission.ts';
import type { Check, CheckResult, LoadCloud } from './cloud.ts';
import { CLOUD_FLAGS, whereOf } from './cloud-flags.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import { settingsOf } from './settings-of.ts';
import type { Terminal } from './terminal.ts';

interface Surroundings {
  readonly machine: Machine;
  readonly load: LoadCloud;
  readonly terminal: Terminal;
}

/** `trailwarden doctor`. */
export const doctorCommand = (machine: Machine, load: LoadCloud): Command => ({
  name: 'doctor',
  summary: 'Check an AWS account for whatever would stop an investigation, deployed or not yet',
  usage: '[--statements] [--json]',
  words: 'none',
  details: `Reads only. The trail and the people to tell come from the settings: --settings, else the
key 'trailwarden' of cdk.json, else trailwarden.json. A check that lacks a permission says
which one and counts as not told.

--statements prints what to add to the policies of a log bucket and its key that belong to
another account. Ends with 3 if something would stop an investigation.`,
  flags: {
    settings: { type: 'string', value: 'FILE', about: 'Settings (default: cdk.json, then trailwarden.json)' },
    set: { type: 'string', multiple: true, value: 'KEY=VALUE', about: 'One setting, such as trail.bucket=my-trail; may be repeated' },
    statements: { type: 'boolean', about: "Print the statements for another account's bucket and key, as JSON" },
    json: { type: 'boolean', about: 'As JSON' },
    ...CLOUD_FLAGS,
  },
  examples: [
    'trailwarden doctor',
    'trailwarden doctor --region eu-west-1 --json',
    'trailwarden doctor --statements --set trail.bucket=org-trail',
  ],
  run: (given, terminal) => run(given, { machine, load, terminal }),
});

async function run(given: Given, { machine, load, terminal }: Surroundings): Promise<number> {
  const settings = deployedSettings(given, machine);
  const asked = whereOf(given);
  const where = { ...asked, region: asked.region ?? settings.home.region };
  const cloud = await load();
  if (given.yes('statements')) {
    terminal.out(jsonText(admissionFor(settings, { ...(await cloud.caller(where)), stack: where.stack })));
    return 0;
  }
  const checks: Check[] = [];
  for await (const check of cloud.examine(where, settings)) {
    terminal.signal.throwIfAborted();
    checks.push(check);
    terminal.progress(`checked: ${check.about}`);
  }
  terminal.progress('');
  terminal.out(given.yes('json') ? jsonText(checks) : textOf(checks, terminal));
  return checks.some(({ result }) => result === 'problem') ? 3 : 0;
}

const CDK = 'cdk.json';

/** The settings that the deployment is made with, where nothing else is named. */
function deployedSettings(given: Given, machine: Machine): Settings {
  const inCdk = given.text('settings') === undefined && machine.exists(CDK) ? contextOf(machine.readText(CDK)) : undefined;
  if (inCdk === undefined) return settingsOf(given, machine);
  parseSettings(inCdk, CDK);
  const asFile = { exists: () => true, readText: () => JSON.stringify(inCdk) };
  return settingsOf({ text: () => CDK, texts: given.texts }, asFile);
}

function contextOf(text: string): unknown {
  try {
    return JSON.parse(text)?.context?.trailwarden;
  } catch {
    throw new InputError(`${CDK} is not JSON; mend it, or name other settings with --settings`);
  }
}

const WORDS: Readonly<Record<CheckResult, { readonly text: string; readonly paint: Paint }>> = {
  ok: { text: 'ok      ', paint: 'dim' },
  warning: { text: 'warning ', paint: 'medium' },
  problem: { text: 'PROBLEM ', paint: 'high' },
  unknown: { text: 'unknown ', paint: 'low' },
};
const LEAD = 8;

function textOf(checks: readonly Check[], { width, colour }: Terminal): string {
  const lines = checks.flatMap(({ about, result, text, remedy }): Line[] => {
    const [first = [], ...others] = hanging(' '.repeat(LEAD), `${about}: ${text}`, width);
    const begun: Line = [WORDS[result], ...first.slice(1)];
    return [begun, ...others, ...(remedy === undefined ? [] : hanging(' '.repeat(LEAD), `-> ${remedy}`, width))];
  });
  return draw([...lines, [], [sumOf(checks)]], colour);
}

function sumOf(checks: readonly Check[]): string {
  const number = (result: CheckResult) => checks.filter((check) => check.result === result).length;
  return `${number('ok')} fine, ${number('warning')} to mind, ${number('problem')} in the way, ${number('unknown')} could not be told`;
}
