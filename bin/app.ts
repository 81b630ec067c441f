import { App } from 'aws-cdk-lib';
import { catalogueOf } from '../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../lib/core/settings.ts';
import { stacksOf } from '../lib/infra/stacks.ts';
import { packageFolder, readRunbooks } from '../lib/local/runbook-folder.ts';

const app = new App();
const settings = parseSettings(app.node.tryGetContext('trailwarden') ?? {}, "cdk.json, context key 'trailwarden'");

stacksOf(app, {
  // A second deployment in the same account takes another name: npx cdk deploy --all --context name=Trailwarden2
  name: app.node.tryGetContext('name') ?? 'Trailwarden',
  homeRegion: settings.home.region ?? process.env.CDK_DEFAULT_REGION ?? 'us-east-1',
  settings,
  catalogue: catalogueOf(readRunbooks(packageFolder('runbooks'))),
  bundles: packageFolder('dist/lambdas'),
});
