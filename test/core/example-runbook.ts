import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import type { Catalogue } from '../../lib/core/runbook/runbook.ts';

/** The parts of a runbook's document that tests vary; front matter is YAML, one text a line. */
export interface Parts {
  readonly id?: string;
  readonly severity?: string;
  readonly attack?: string;
  readonly front?: readonly string[];
  readonly scope?: string;
  readonly steps?: readonly string[];
}

/** A step in the words that every step has; `mark` is `context` or `finding (high)`. */
export const stepText = (title: string, { mark = 'context', sql = QUERY }: { mark?: string; sql?: string } = {}): string =>
  `### ${title}\n\n\`${mark}\` What happened.\n\n**Look for** what is odd.\n\n\`\`\`sql\n${sql}\n\`\`\`\n`;

const QUERY = 'SELECT eventtime, eventid\nFROM events\nWHERE useridentity.accesskeyid IN (:accessKeyId)\nORDER BY eventtime, eventid';
const SCOPE = 'useridentity.accesskeyid IN (:accessKeyId)';

/** The document of a runbook that asks about access keys, if its parts do not say otherwise. */
export const runbookText = ({
  severity = 'medium',
  attack = 'T1078.004',
  front = ['parameters: [accessKeyId]'],
  scope = SCOPE,
  steps = [stepText('Timeline')],
}: Parts = {}): string => `---
title: An example of a runbook
severity: ${severity}
attack: [${attack}]
${front.join('\n')}
scope: |
${scope.replaceAll(/^/gm, '  ')}
reviewed: 2026-11-01
---

## Purpose

To show one.

## Steps

${steps.join('\n')}
## Outputs

### Columns

As named.

### What to do next

Contain it.

### Known false positives

A new laptop.

### Empty result

It was not used.
`;

/** A catalogue of such runbooks, all in the category `example`. */
export const catalogueWith = (...all: readonly Parts[]): Catalogue =>
  catalogueOf(all.map(({ id = 'keys', ...parts }) => ({ path: `example/${id}.md`, source: runbookText(parts) })));
