import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { stacksOf } from '../../lib/infra/stacks.ts';
import { packageFolder, readRunbooks } from '../../lib/local/runbook-folder.ts';
import { REGION, resolved } from './resolved.ts';

export const catalogue = catalogueOf(readRunbooks(packageFolder('runbooks')));
const Flags = z.object({ context: z.record(z.string(), z.unknown()) });

/** An app with the flags of cdk.json and its own settings; the slow validation of templates is left to the synthesis by the command. */
export function appWith(settings: unknown, { name = 'Trailwarden', homeRegion = REGION } = {}) {
  const { context } = Flags.parse(JSON.parse(readFileSync(packageFolder('cdk.json'), 'utf8')));
  const app = new App({ context, analyticsReporting: false, builtinCloudFormationValidation: false });
  const deployment = { settings: parseSettings(settings, 'settings'), catalogue, bundles: packageFolder('dist/lambdas') };
  const home = stacksOf(app, { name, homeRegion, ...deployment });
  return { app, home };
}

/** The template of the home stack. */
export const templateWith = (settings: unknown, name?: string): unknown => Template.fromStack(appWith(settings, { name }).home).toJSON();

/** Its resources of a type, with every reference resolved. */
export function resourcesWith(settings: unknown) {
  const { resources } = resolved(templateWith(settings));
  return (type: string) => resources.filter((resource) => resource.type === type);
}

/** Settings that use everything that can be used. */
export const EVERYTHING = {
  trail: {
    bucket: 'example-trail',
    prefix: 'central',
    organization: 'o-a1b2c3d4e5',
    accounts: ['111122223333', '444455556666'],
    regions: ['eu-west-1', 'us-east-1', 'us-west-2'],
    kmsKeyArn: 'arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555',
  },
  notify: {
    emails: [{ address: 'oncall@example.com' }, { address: 'audit@example.com', minimumSeverity: 'info' }],
    pagers: [{ secret: 'pagerduty/security' }],
    chats: [{ slackWorkspaceId: 'T0123ABCD', slackChannelId: 'C0123ABCD' }],
  },
  audits: [{ name: 'root-weekly', schedule: 'cron(0 6 ? * MON *)', runbooks: ['root-account-activity'], lookBackHours: 168 }],
  retention: { lockDays: 30 },
};
