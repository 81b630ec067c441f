import type { Construct } from 'constructs';
import { eventRules } from '../core/event-patterns.ts';
import type { Catalogue } from '../core/runbook/runbook.ts';
import type { Settings } from '../core/settings.ts';
import { forwardedRegions } from './forwarded-regions.ts';
import { ForwarderStack } from './forwarder-stack.ts';
import { HomeStack } from './home-stack.ts';

/** What a deployment is made of. */
export interface Deployment {
  /** Name of the home stack; that of a forwarder has its Region behind it. */
  readonly name: string;
  readonly homeRegion: string;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  /** Folder that holds a folder with the bundle of each function. */
  readonly bundles: string;
}

/** The stacks: one where the logs are, and one in each other Region from which alarms come. */
export function stacksOf(scope: Construct, { name, homeRegion, settings, catalogue, bundles }: Deployment): HomeStack {
  const rules = eventRules(catalogue, settings);
  const home = new HomeStack(scope, name, { env: { region: homeRegion }, settings, rules, bundles });
  for (const region of forwardedRegions(settings, homeRegion)) {
    new ForwarderStack(scope, `${name}-${region}`, { env: { region }, rules, homeRegion });
  }
  return home;
}
