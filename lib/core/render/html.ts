import type { Report } from '../report.ts';
import { headlineOf } from './headline.ts';
import { contextSection, timelineSection, unknownSection } from './html-evidence.ts';
import { findingsSection } from './html-findings.ts';
import { headerMarkup, investigationSection } from './html-investigation.ts';
import { accessSection, costSection, coverageSection, statementsSection, versionsSection } from './html-proof.ts';
import { html, page, styleMarkup } from './markup.ts';
import { STYLE } from './style.ts';

/** Nothing may be loaded and nothing may run, even if markup got through. */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as one self-contained page without scripts. `format-detection` keeps phones from dialling account ids. */
export function renderHtml(report: Report): string {
  const { verdict, title } = headlineOf(report);
  return page(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${verdict}: ${title}</title>
${styleMarkup(STYLE)}
</head>
<body>
${headerMarkup(report)}
<main>
${findingsSection(report)}
${unknownSection(report)}
${contextSection(report)}
${timelineSection(report)}
${investigationSection(report)}
${accessSection(report)}
${coverageSection(report)}
${costSection(report)}
${statementsSection(report)}
${versionsSection(report)}
</main>
</body>
</html>`);
}
