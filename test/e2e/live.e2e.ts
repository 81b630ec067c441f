import * as z from 'zod';
import { anywhere, type Place } from './anywhere.ts';
import { worldAt } from './world.ts';

const Live = z.object({
  region: z.string(),
  profile: z.string().optional(),
  machineArn: z.string(),
  bucket: z.string(),
  rolePath: z.string(),
  name: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
});

/** `npm run live` says where; this file is of no use without it. */
const { region, profile, name, window, ...where } = Live.parse(JSON.parse(process.env.TRAILWARDEN_LIVE ?? 'null'));
const config = { region, ...(profile === undefined ? {} : { profile }) };
const place: Place = { world: worldAt(where, config), config, name, window, seconds: 900 };

anywhere(() => place);
