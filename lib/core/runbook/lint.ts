import { lintScope, lintStep } from '../sql/lint.ts';
import { placeholders } from '../sql/parameters.ts';
import { CONSTANTS } from './constants.ts';
import type { Problem } from './front-matter.ts';
import { parseRunbook } from './parse.ts';
import { namesOf } from './requirement.ts';
import type { Runbook } from './runbook.ts';

/** What the rules need to know besides the document. */
export interface LintContext {
  /** Ids of all runbooks. */
  readonly ids: ReadonlySet<string>;
  /** Such as 2026-11-24. */
  readonly today: string;
}

/** A problem; a `warning` does not stop a runbook from running. */
export interface LintProblem extends Problem {
  readonly level: 'error' | 'warning';
}

const REVIEW_DAYS = 180;

/** Everything that is wrong with a runbook's file, in order of lines. */
export function lintRunbook(path: string, source: string, context: LintContext): LintProblem[] {
  const parsed = parseRunbook(path, source);
  const found =
    parsed.kind === 'invalid'
      ? parsed.problems.map(error)
      : [
          ...inFrontMatter(parsed.runbook, context),
          ...inTriggers(parsed.runbook),
          ...inScope(parsed.runbook),
          ...inSteps(parsed.runbook),
          ...reviewed(parsed.runbook, context),
        ];
  return [...named(path), ...found].toSorted((a, b) => a.line - b.line);
}

const error = ({ line, message }: Problem): LintProblem => ({ line, message, level: 'error' });

/** The line of the front matter that begins with a key. */
const lineOf = ({ source }: Runbook, key: string): number => source.split('\n').findIndex((line) => line.startsWith(`${key}:`)) + 1;

const named = (path: string): LintProblem[] =>
  /(^|\/)[a-z0-9-]+\/[a-z0-9-]+\.md$/.test(path)
    ? []
    : [error({ line: 1, message: `'${path}' must lie in a category's folder and be named in kebab-case, such as iam/new-users.md` })];

function inFrontMatter(runbook: Runbook, { ids }: LintContext): LintProblem[] {
  const sql = [runbook.scope, ...runbook.steps.map((step) => step.sql)].join('\n');
  const used = new Set(placeholders(sql).map(({ name }) => name));
  const unused = namesOf(runbook).filter((name) => !used.has(name));
  const leads = runbook.next.flatMap(({ runbook: id, parameters }) => [
    ...(ids.has(id) ? [] : [`next: there is no runbook '${id}'`]),
    ...Object.values(parameters)
      .filter((column) => !new RegExp(`\\b${RegExp.escape(column)}\\b`).test(sql))
      .map((column) => `next: no step has a column '${column}'`),
  ]);
  return [
    ...unused.map((name) => {
      const key = runbook.optional.includes(name) ? 'optional' : 'parameters';
      return error({ line: lineOf(runbook, key), message: `no SQL uses ':${name}'; take '${name}' out of ${key}` });
    }),
    ...leads.map((message) => error({ line: lineOf(runbook, 'next'), message })),
  ];
}

const SOURCE = /^(\*|[a-z0-9*-]+\.amazonaws\.com)$/;
const EVENT_NAME = /^[\w*]+$/;
/** GuardDuty User Guide, "GuardDuty finding format": ThreatPurpose:ResourceTypeAffected/ThreatFamilyName and so on. */
const FINDING_TYPE = /^(\*|[\w*]+:(\*|[\w*]+\/[\w*.!-]+))$/;

/** A trigger that can never fit starts nothing, and nobody notices. */
function inTriggers(runbook: Runbook): LintProblem[] {
  const { guardduty, cloudtrail } = runbook.triggers;
  const types = guardduty
    .filter((glob) => !FINDING_TYPE.test(glob))
    .map((glob) => `'${glob}' is not like UnauthorizedAccess:IAMUser/TorIPCaller`);
  const calls = cloudtrail.flatMap(({ source, names }) => [
    ...(SOURCE.test(source) ? [] : [`source '${source}' is not like iam.amazonaws.com`]),
    ...names.filter((name) => !EVENT_NAME.test(name)).map((name) => `'${name}' is not like CreateAccessKey`),
  ]);
  return [...types, ...calls].map((message) =>
    error({ line: lineOf(runbook, 'triggers'), message: `triggers: ${message}; * stands for any letters` }),
  );
}

/** Placeholders that a runbook may use: its own entities, and what settings give. */
function allowed(runbook: Runbook) {
  const constants = Object.entries(CONSTANTS);
  return {
    lists: new Set<string>([...namesOf(runbook), ...constants.flatMap(([name, kind]) => (kind === 'list' ? [name] : []))]),
    numbers: new Set(constants.flatMap(([name, kind]) => (kind === 'number' ? [name] : []))),
  };
}

function inScope(runbook: Runbook): LintProblem[] {
  const start = lineOf(runbook, 'scope');
  const isBlock = /^scope:\s*[|>]/m.test(runbook.source);
  return lintScope(runbook.scope, allowed(runbook)).map(({ line, message }) =>
    error({ line: start + line - (isBlock ? 0 : 1), message: `scope: ${message}` }),
  );
}

function inSteps(runbook: Runbook): LintProblem[] {
  return runbook.steps.flatMap((step) => {
    const problems = lintStep(step.sql, allowed(runbook)).map(({ line, message }) =>
      error({ line: step.line + line - 1, message: `step '${step.title}': ${message}` }),
    );
    if (runbook.baseline !== undefined || !/\bbaseline\b/i.test(step.sql)) return problems;
    return [
      ...problems,
      error({ line: step.line, message: `step '${step.title}' reads baseline; add 'baseline: 14' (days) to the front matter` }),
    ];
  });
}

function reviewed(runbook: Runbook, { today }: LintContext): LintProblem[] {
  const days = (Date.parse(today) - Date.parse(runbook.reviewed)) / 86_400_000;
  const line = lineOf(runbook, 'reviewed');
  if (Number.isNaN(days) || days < 0)
    return [error({ line, message: `reviewed: '${runbook.reviewed}' is not a day up to today, ${today}` })];
  if (days <= REVIEW_DAYS) return [];
  return [{ line, level: 'warning', message: `last reviewed ${days} days ago; read it again and set 'reviewed: ${today}'` }];
}
