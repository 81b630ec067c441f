import type { Report } from '../report.ts';
import { headlineOf } from './headline.ts';
import { findingIndex, findingSection } from './terminal-findings.ts';
import { draw, type Line } from './terminal-line.ts';
import { hanging, titleLines } from './terminal-prose.ts';
import {
  accessSection,
  contextSection,
  costSection,
  coverageSection,
  skippedSection,
  timelineSection,
  unknownSection,
} from './terminal-sections.ts';

/** Narrower than this nothing fits; a terminal that says so is not believed. */
const NARROWEST = 40;

function headlineLines(report: Report, width: number): Line[] {
  const { severity, verdict, title, origin, when } = headlineOf(report);
  return [
    ...titleLines({ lead: '', severity, title: verdict }, width),
    // Indented, so that no line of an alarm's title can pass for the heading of a section.
    ...[title, origin, when, `Investigation ${report.investigation.id}`].flatMap((text) => hanging('  ', text, width)),
  ];
}

const SECTIONS: readonly ((report: Report, width: number) => Line[])[] = [
  headlineLines,
  findingIndex,
  findingSection,
  unknownSection,
  contextSection,
  timelineSection,
  coverageSection,
  accessSection,
  costSection,
  skippedSection,
];

/** The report for a terminal of `width` columns: what was found and what to do about it first, how it was done last. */
export const renderTerminal = (report: Report, { width, colour }: { width: number; colour: boolean }): string =>
  draw(
    SECTIONS.flatMap((section) => section(report, Math.max(NARROWEST, width))),
    colour,
  );
