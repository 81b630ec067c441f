import type { OwnPolicy, Role } from './roles.ts';
import type { Statement } from './statement.ts';

/** Why a statement is there, by its Sid; where CDK wrote it without one, by each of its actions. */
export type Reasons = Readonly<Record<string, string>>;

/** One part of the page: the roles of a stack, the boundary, the temporary role. */
export interface Chapter {
  readonly title: string;
  readonly about: string;
  readonly roles: readonly Role[];
  readonly policies: readonly OwnPolicy[];
}

/** The reasons that a statement has, and with them whether it has any. */
export function reasonsFor({ sid, actions }: Statement, reasons: Reasons): string[] {
  if (sid !== undefined) return [reasons[sid]].filter((reason) => reason !== undefined);
  const each = actions.map((action) => reasons[action]).filter((reason) => reason !== undefined);
  return each.length === actions.length ? [...new Set(each)] : [];
}

/** The whole page. Throws where a statement has no reason: what nobody can argue for is not granted. */
export function permissionsPage(chapters: readonly Chapter[], reasons: Reasons): string {
  const missing = chapters.flatMap(({ roles, policies }) =>
    [...roles, ...policies].flatMap(({ name, statements }) =>
      statements.filter((one) => reasonsFor(one, reasons).length === 0).map((one) => `${name}: ${one.sid ?? one.actions.join(', ')}`),
    ),
  );
  if (missing.length > 0) throw new Error(`no reason is given in lib/infra/reasons.ts for\n${missing.join('\n')}`);
  return [HEAD, ...chapters.map((chapter) => chapterText(chapter, reasons))].join('\n');
}

const HEAD = `<!-- Written by \`npm run permissions\` from the synthesized template. Do not edit: change the stack or lib/infra/reasons.ts. -->

# Permissions

Every role, who may assume it, and each thing that it may do: why, which actions, on what, and under which conditions. Names in braces are resources of the stack.
No role both creates roles and assumes them.
`;

const chapterText = ({ title, about, roles, policies }: Chapter, reasons: Reasons): string =>
  [
    `## ${title}\n`,
    `${about}\n`,
    ...roles.map((role) => `### ${role.name}\n\n${introductionOf(role, reasons)}\n\n${tableOf(role.statements, reasons)}\n`),
    ...policies.map(({ name, statements }) => `### ${name}\n\n${tableOf(statements, reasons)}\n`),
  ].join('\n');

function introductionOf({ description, trust, managed, boundary }: Role, reasons: Reasons): string {
  const who = trust.map(({ sid = '', principals, conditions }) => {
    const under = conditions.length === 0 ? '' : `, where ${listOf(conditions)}`;
    const why = reasons[sid] === undefined ? '' : ` ${reasons[sid]}.`;
    return `Assumed by ${listOf(principals)}${under}.${why}`;
  });
  const attached = managed.map((policy) => ` Attached: \`${policy}\`.`);
  const what = description === undefined ? '' : `${description}. `;
  return `${what}${who.join(' ')}${attached.join('')}${boundary === undefined ? '' : ` Boundary: \`${boundary}\`.`}`;
}

function tableOf(statements: readonly Statement[], reasons: Reasons): string {
  if (statements.length === 0) return 'It may do nothing else.';
  const rows = statements.map((statement) => {
    const why = `${statement.denies ? '**Denied.** ' : ''}${reasonsFor(statement, reasons).join('; ')}`;
    return `| ${[why, ...[statement.actions, statement.resources, statement.conditions].map(cellOf)].join(' | ')} |`;
  });
  return ['| why | actions | on | where |', '|---|---|---|---|', ...rows].join('\n');
}

const cellOf = (texts: readonly string[]): string => texts.map(code).join('<br>');
const listOf = (texts: readonly string[]): string => texts.map(code).join(' and ');
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
