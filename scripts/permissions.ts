// Writes docs/permissions.md from the templates that CDK makes of the stacks, in this process.
import { writeFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { catalogueOf } from '../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../lib/core/settings.ts';
import { REASONS } from '../lib/infra/reasons.ts';
import { stacksOf } from '../lib/infra/stacks.ts';
import { localMachine } from '../lib/local/machine.ts';
import { packageFolder } from '../lib/local/runbook-folder.ts';
import { type Chapter, permissionsPage } from './permissions/page.ts';
import { ownPoliciesOf, rolesOf } from './permissions/roles.ts';
import { EXAMPLE_TRAIL, temporaryRole } from './permissions/temporary-role.ts';

/** Settings with which every kind of role and statement is there. */
const SETTINGS = {
  trail: EXAMPLE_TRAIL,
  notify: { chats: [{ slackWorkspaceId: 'T0123ABCD', slackChannelId: 'C0123ABCD' }] },
  retention: { lockDays: 365 },
};

/** The page, of the sources as they are. */
export function permissions(): string {
  const [home, forwarder] = templates();
  const chapters: Chapter[] = [
    {
      title: 'The stack',
      about:
        'In the home Region, with a trail that exists, its key, a Slack channel and a lock on investigations. Functions are named for their verb or duty.',
      roles: rolesOf(home),
      policies: [],
    },
    { title: 'A forwarder', about: 'The same in each other Region from which alarms come.', roles: rolesOf(forwarder), policies: [] },
    {
      title: 'The temporary role',
      about: 'Computed for each plan; this is the one for the alarm of examples/leaked-key, with a trail of two accounts and Regions.',
      roles: [temporaryRole()],
      policies: [],
    },
    {
      title: 'Policies on their own',
      about: 'The boundary of every temporary role, which it can never exceed, and the policy for people who read reports.',
      roles: [],
      policies: ownPoliciesOf(home),
    },
  ];
  return permissionsPage(chapters, REASONS);
}

function templates(): unknown[] {
  // The path says what a resource is, where its id runs all words together.
  const context = { 'aws:cdk:enable-path-metadata': true };
  const app = new App({ context, builtinCloudFormationValidation: false });
  stacksOf(app, {
    name: 'Trailwarden',
    homeRegion: 'eu-west-1',
    settings: parseSettings(SETTINGS, 'scripts/permissions.ts'),
    catalogue: catalogueOf(localMachine.runbookFiles()),
    bundles: packageFolder('dist/lambdas'),
  });
  const assembly = app.synth();
  return app.node.children.filter(Stack.isStack).map((stack) => assembly.getStackArtifact(stack.artifactId).template);
}

if (import.meta.main) writeFileSync('docs/permissions.md', permissions());
