import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../../lib/core/sql/functions.ts';
import { lintQuery } from '../../../lib/core/sql/lint.ts';
import { CONTRACT } from '../../contract/engine-contract.ts';

const called = new Set(CONTRACT.flatMap(({ sql }) => [...sql.toLowerCase().matchAll(/\b([a-z_0-9]+)\(/g)].map(([, name]) => name)));

describe('the allow-list is exactly what the engine contract proves', () => {
  test.each([...FUNCTIONS.keys()])('%s has a case', (name) => {
    expect(called).toContain(name);
  });

  test.each(CONTRACT)('lint has nothing against $sql', ({ sql }) => {
    expect(lintQuery(sql)).toEqual([]);
  });
});
