import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectStatement, question } from '../../../lib/core/compose.ts';
import { constantsOf, plannedRunbook } from '../../../lib/core/plan-for.ts';
import { catalogueOf } from '../../../lib/core/runbook/catalogue.ts';
import { namesOf } from '../../../lib/core/runbook/requirement.ts';
import { parseSettings } from '../../../lib/core/settings.ts';
import { disjuncts, filled, templateOf } from '../../../lib/local/duckdb/template.ts';
import { translate } from '../../../lib/local/duckdb/translate.ts';
import { translatedSelection } from '../../../lib/local/duckdb/translation.ts';
import { packageFolder, readRunbooks } from '../../../lib/local/runbook-folder.ts';

const catalogue = catalogueOf(readRunbooks(packageFolder('runbooks')));
const window = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T01:00:00Z' };
const composing = { window, constants: constantsOf(parseSettings({}, 'settings'), ['111122223333', '444455556666']), rowLimit: 7 };
const oneLine = (sql: string) => sql.replace(/\s+/g, ' ');

describe.each([...catalogue.values()])('$id', (runbook) => {
  const values = Object.fromEntries(namesOf(runbook).map((name, index) => [name, Array.from({ length: index % 4 }, (_, at) => `v${at}`)]));
  const planned = plannedRunbook({ runbook, because: '' }, values, window);

  it('has the same translation by way of its templates', () => {
    for (const step of runbook.steps) {
      const { sql } = question(composing, planned, { runbook, step }).statement;
      const template = templateOf(sql);
      expect(filled(translate(template.sql), template, 0)).toBe(translate(sql));
    }
  });

  it('has the same selection piece by piece', async () => {
    const plan = { ...composing, runbooks: [planned, planned], eventIds: ['a', 'b', 'c'] };
    const { sql } = collectStatement(plan, catalogue);
    expect(oneLine(await translatedSelection(sql))).toBe(oneLine(translate(sql)));
  });
});

it('never takes what a string or a comment holds for a hole or for an OR', () => {
  expect(templateOf("a = '? 2026-01-01T00:00:00Z' AND b IN (?, ?)").sql).toBe("a = '? 2026-01-01T00:00:00Z' AND b IN (?)");
  expect(disjuncts("a = 'x OR y' OR (b OR c) OR CASE WHEN d OR e THEN f END -- OR g")).toEqual([
    "a = 'x OR y'",
    '(b OR c)',
    'CASE WHEN d OR e THEN f END -- OR g',
  ]);
});

it('gives every list back the number of values that it had', () => {
  const lists = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(lists, fc.nat(20), (counts, offset) => {
      const sql = counts.map((count) => `x IN (${Array(count).fill('?').join(', ')})`).join(' AND ');
      const template = templateOf(sql);
      let next = 0;
      const translation = template.sql.replaceAll('?', () => `$${++next}`);
      let number = offset;
      expect(filled(translation, template, offset)).toBe(sql.replaceAll('?', () => `$${++number}`));
    }),
  );
});
