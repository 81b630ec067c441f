import type { Settings } from '../core/settings.ts';

/** Where IAM and sign-in events appear, wherever they happen. Source: EventBridge User Guide, "Troubleshooting". */
const GLOBAL = 'us-east-1';

/** Regions whose alarms have to be sent to the home Region, in order. */
export const forwardedRegions = ({ trail }: Pick<Settings, 'trail'>, homeRegion: string): string[] =>
  [...new Set([GLOBAL, ...trail.regions])].filter((region) => region !== homeRegion).toSorted();
