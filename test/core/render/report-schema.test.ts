import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { Report } from '../../../lib/core/report.ts';
import { published } from '../../../scripts/schemas.ts';
import { sampleReport } from './sample-report.ts';

const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schema/report.schema.json', 'utf8')));

describe('the published schemas', () => {
  it.each(published())('%s is what the sources say: `node scripts/schemas.ts` writes it again', (file, text) => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('accept a report, as do the sources', () => {
    expect(Report.parse(sampleReport())).toEqual(sampleReport());
    expect(validate(sampleReport()), JSON.stringify(validate.errors)).toBe(true);
  });

  it('accept a report of a later version that says more', () => {
    expect(validate({ ...sampleReport(), more: 1 })).toBe(true);
  });

  it.each([
    ['another schema', { schema: 'trailwarden/report@2' }],
    ['no findings', { findings: undefined }],
    ['an unknown severity', { findings: [{ ...sampleReport().findings[0], severity: 'terrible' }] }],
    ['a time that is none', { timeline: [{ ...sampleReport().timeline[0], time: 'yesterday' }] }],
    ['a list in a cell', { context: [{ ...sampleReport().context[0], rows: [[['a']]] }] }],
  ])('refuse %s', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...sampleReport(), ...change })))).toBe(false);
  });
});
