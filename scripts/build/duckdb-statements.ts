import { collectStatement, question } from '../../lib/core/compose.ts';
import { constantsOf, plannedRunbook } from '../../lib/core/plan-for.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import type { Runbook } from '../../lib/core/runbook/runbook.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { templateOf } from '../../lib/local/duckdb/template.ts';
import { translate } from '../../lib/local/duckdb/translate.ts';
import { piecesOf } from '../../lib/local/duckdb/translation.ts';
import { packageFolder, readRunbooks } from '../../lib/local/runbook-folder.ts';

/** Every statement that the shipped runbooks lead to, whatever the alarm and with the usual settings, and its translation for DuckDB. */
export function duckdbStatements(): Record<string, string> {
  const catalogue = catalogueOf(readRunbooks(packageFolder('runbooks')));
  const texts = [...catalogue.values()].flatMap(statementsOf).map((sql) => templateOf(sql).sql);
  return Object.fromEntries(texts.map((sql) => [sql, translate(sql)]));
}

/** Any window will do: a template has no times in it. */
const window = { from: '2026-06-01T00:00:00Z', to: '2026-06-02T00:00:00Z' };

function statementsOf(runbook: Runbook): string[] {
  const settings = parseSettings({}, 'settings');
  const composing = { window, constants: constantsOf(settings, []), rowLimit: settings.limits.rows };
  const planned = plannedRunbook({ runbook, because: '' }, {}, window);
  const collect = collectStatement({ ...composing, runbooks: [planned], eventIds: ['any'] }, new Map([[runbook.id, runbook]]));
  return [...piecesOf(collect.sql), ...runbook.steps.map((step) => question(composing, planned, { runbook, step }).statement.sql)];
}
