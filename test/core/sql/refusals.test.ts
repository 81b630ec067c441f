import { expect, test } from 'vitest';
import { lintQuery } from '../../../lib/core/sql/lint.ts';
import refused from '../../contract/trino-refused.json' with { type: 'json' };

// SQL that Trino refuses, or to which DuckDB does not give Trino's answer. refusals.txt says what the author reads; `vitest -u` writes it anew.
test('what the engines do not agree about is refused, and the author reads why', async () => {
  const lines = refused.map(({ sql }) => `${sql}\n    ${lintQuery(sql)[0]?.message ?? 'NOT REFUSED'}\n`);
  expect(lines.filter((line) => line.includes('NOT REFUSED'))).toEqual([]);
  await expect(lines.join('')).toMatchFileSnapshot('refusals.txt');
});
