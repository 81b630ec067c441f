import type { Cell } from './investigation.ts';
import { listed } from './listed.ts';
import { count } from './render/quantity.ts';
import type { Finding, Report } from './report.ts';

/** How a second look differs from the first. */
export interface Changes {
  /** Findings that the first look did not have. */
  readonly added: readonly Finding[];
  /** Findings that both have, each with only those rows that are new or say something else now, and how many of the old ones are gone. */
  readonly changed: readonly { readonly finding: Finding; readonly left: number }[];
  /** Findings that only the first look had. */
  readonly gone: readonly Finding[];
  /** The alarm's own event was missing and is among the records now. */
  readonly triggerArrived: boolean;
  /** Questions that had failed and were answered now, and the other way round. */
  readonly mended: Report['failures'];
  readonly failed: Report['failures'];
}

/** Findings by what was asked; where that was asked twice, by which time it is. */
function byQuestion(findings: readonly Finding[]): Map<string, Finding> {
  const asked = Map.groupBy(findings, ({ runbook, step, about }) => JSON.stringify([runbook, step, about]));
  return new Map([...asked].flatMap(([key, same]) => same.map((finding, at) => [`${key} ${at}`, finding] as const)));
}
const question = ({ runbook, step }: Report['failures'][number]): string => JSON.stringify([runbook, step]);
const rowKey = (row: readonly Cell[]): string => JSON.stringify(row);

/** What `other` has none of, by key. */
const without = <T>(all: readonly T[], other: readonly T[], key: (one: T) => string): T[] => {
  const known = new Set(other.map(key));
  return all.filter((one) => !known.has(key(one)));
};

/** Compares two reports of one alarm. A row is the same only where each of its cells is: a count that went up makes it a changed one. */
export function changesSince(before: Report, after: Report): Changes {
  const [earlier, later] = [byQuestion(before.findings), byQuestion(after.findings)];
  const changed = [...later].flatMap(([key, finding]) => {
    const old = earlier.get(key);
    if (old === undefined) return [];
    const rows = without(finding.rows, old.rows, rowKey);
    const left = without(old.rows, finding.rows, rowKey).length;
    return rows.length + left === 0 ? [] : [{ finding: { ...finding, rows }, left }];
  });
  return {
    added: [...later].flatMap(([key, finding]) => (earlier.has(key) ? [] : [finding])),
    changed,
    gone: [...earlier].flatMap(([key, finding]) => (later.has(key) ? [] : [finding])),
    triggerArrived: before.coverage.trigger === 'not found' && after.coverage.trigger === 'found',
    mended: without(before.failures, after.failures, question),
    failed: without(after.failures, before.failures, question),
  };
}

const questions = (failures: Report['failures']): string => listed(failures.map(({ runbook, step }) => `${runbook} (${step})`));

/** The changes, one sentence each; a single one where there are none. */
export function changeSentences({ added, changed, gone, triggerArrived, mended, failed }: Changes): string[] {
  const titles = listed(
    gone.map(({ title }) => `"${title}"`),
    '; ',
  );
  const sentences = [
    added.length > 0 && `${count(added.length, 'finding is', 'findings are')} new.`,
    changed.length > 0 && `${count(changed.length, 'finding has', 'findings have')} other rows than before.`,
    gone.length > 0 && `No longer found: ${titles}.`,
    triggerArrived && "The alarm's own event has arrived and is among the records.",
    mended.length > 0 && `Failed before and answered now: ${questions(mended)}.`,
    failed.length > 0 && `Failed now: ${questions(failed)}.`,
  ].filter((sentence) => sentence !== false);
  return sentences.length === 0 ? ['Nothing changed since the first look.'] : sentences;
}
