import * as z from 'zod';
import { Answer, Coverage, Evidence, Grant, Receipt } from './investigation.ts';
import { Plan } from './plan.ts';
import type { Folder } from './ports.ts';
import { Report } from './report.ts';

/** Files of an investigation's folder. Rounds count from 1; the second one follows up what the first one found. */
export const FILES = {
  alarm: 'alarm.json',
  coverage: 'coverage.json',
  grant: 'grant.json',
  receipt: 'receipt.json',
  report: 'report.json',
  manifest: 'manifest.json',
  plan: (round: number): string => `plan${numbered(round)}.json`,
  evidence: (round: number): string => `evidence/pass-${round}.json`,
  answers: (runbook: string, round: number): string => `answers/${runbook}${numbered(round)}.json`,
} as const;

/** An investigation follows up once. */
export const ROUNDS = [1, 2] as const;

const numbered = (round: number): string => (round === 1 ? '' : `-${round}`);

/** What one pass kept, or why it kept nothing. */
export const KeptEvidence = z.union([Evidence, z.object({ failed: z.string() })]);
export type KeptEvidence = z.infer<typeof KeptEvidence>;

/** A folder that is only read. */
export type Kept = Pick<Folder, 'get'>;

/** What each verb left for the next: undefined where it has not been there yet; rejects where its file is not what this version writes. */
export const kept = {
  alarm: (folder: Kept) => needed(read(folder, FILES.alarm, z.json()), FILES.alarm),
  plan: (folder: Kept, round: number) => read(folder, FILES.plan(round), Plan),
  coverage: (folder: Kept) => read(folder, FILES.coverage, Coverage),
  grant: (folder: Kept) => read(folder, FILES.grant, Grant),
  evidence: (folder: Kept, round: number) => read(folder, FILES.evidence(round), KeptEvidence),
  answers: (folder: Kept, runbook: string, round: number) => read(folder, FILES.answers(runbook, round), z.array(Answer)),
  receipt: (folder: Kept) => read(folder, FILES.receipt, Receipt),
  report: (folder: Kept) => read(folder, FILES.report, Report),
} as const;

/** The same of what has to be there by now. */
export async function needed<T>(value: Promise<T | undefined>, what: string): Promise<T> {
  const found = await value;
  if (found === undefined) throw new Error(`the investigation's folder has no ${what}: the verb before did not end`);
  return found;
}

async function read<T>(folder: Kept, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await folder.get(name);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Error(`${name} is not what this version of trailwarden writes`);
  }
}
