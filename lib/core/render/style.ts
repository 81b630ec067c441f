/** The style of the page: system fonts, two themes, and stacked rows where a screen is narrow. */
export const STYLE = `
:root {
  --paper: #fcfbf9; --ink: #1d2023; --muted: #595f66; --rule: #dedbd4; --panel: #f4f2ed; --link: #1a4f8b;
  --critical: #8f1414; --high: #a63a00; --medium: #7a5a00; --low: #2c5a7a; --info: #595f66;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --ink: #e4e2dd; --muted: #a2a8af; --rule: #33373c; --panel: #1d2024; --link: #8fbcf0;
    --critical: #ff8f87; --high: #ffac70; --medium: #e8c86a; --low: #8cc0e4; --info: #a2a8af;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 78rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, h4 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: clamp(1.3rem, 1rem + 1.6vw, 1.9rem); letter-spacing: -0.01em; }
h2 { font-size: 1.25rem; margin: 3rem 0 0.9rem; padding-top: 0.9rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.08rem; }
section > h3 { margin: 1.6rem 0 0.4rem; }
h4 { font-size: 0.95rem; margin: 1.2rem 0 0.2rem; }
p, ul, ol, dl { margin: 0.4rem 0; max-width: 70ch; text-wrap: pretty; }
p.origin { max-width: none; }
ul, ol { padding-left: 1.4rem; }
li { margin: 0.2rem 0; }
a { color: var(--link); text-underline-offset: 0.15em; }
code, pre, td.id, td.time { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.86em; }
pre { margin: 0.5rem 0; padding: 0.7rem 0.9rem; background: var(--panel); border-radius: 4px; overflow-x: auto; white-space: pre-wrap; }
small, .source, .origin, .note, caption, dt { color: var(--muted); }
.source, .note, small { font-size: 0.86rem; }
.verdict { margin: 0 0 0.5rem; }
.badge {
  display: inline-block; padding: 0.05em 0.5em; border: 1.5px solid currentColor; border-radius: 3px; font-size: 0.72rem; font-weight: 700;
  letter-spacing: 0.06em; text-transform: uppercase; line-height: 1.5; vertical-align: 0.1em; white-space: nowrap;
}
.badge.critical, .badge.high { color: var(--paper); }
.badge.critical { background: var(--critical); border-color: var(--critical); }
.badge.high { background: var(--high); border-color: var(--high); }
.badge.medium { color: var(--medium); } .badge.low { color: var(--low); } .badge.info { color: var(--info); }
ol.findings { list-style: none; padding: 0; margin: 1.2rem 0 0; max-width: none; }
ol.findings li { display: grid; grid-template-columns: 6.2rem 1fr; gap: 0.6rem; align-items: baseline; margin: 0.35rem 0; }
ol.findings .badge { justify-self: start; }
.finding { margin: 1.2rem 0 2.6rem; padding-left: 1rem; border-left: 4px solid var(--rule); scroll-margin-top: 1rem; }
.finding.critical { border-left: 8px solid var(--critical); } .finding.high { border-left: 6px solid var(--high); }
.finding.medium { border-left-color: var(--medium); } .finding.low { border-left-color: var(--low); }
.finding:target > h3 { text-decoration: underline; text-underline-offset: 0.2em; }
.place { color: var(--muted); font-variant-numeric: tabular-nums; }
.unknown ul { max-width: 80ch; }
dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0.8rem; padding: 0.15rem 0; }
dl { max-width: 84ch; }
dd { margin: 0; }
details { margin: 0.5rem 0; }
summary { cursor: pointer; padding: 0.25rem 0; }
summary h3 { display: inline; }
summary:focus-visible, .scroll:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.scroll { overflow-x: auto; margin: 0.8rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.86rem; line-height: 1.45; }
caption { text-align: left; padding-bottom: 0.3rem; font-size: 0.86rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; color: var(--muted); border-bottom-color: var(--muted); overflow-wrap: normal; }
td { min-width: 5rem; max-width: 24rem; overflow-wrap: normal; unicode-bidi: isolate; }
.unbroken { white-space: nowrap; }
td.number { min-width: 0; font-variant-numeric: tabular-nums; }
td.time, td.id { font-size: 0.92em; }
td.time { white-space: nowrap; }
td.id { min-width: 9.5rem; }
td.empty { min-width: 0; color: var(--muted); }
@media (max-width: 44rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td, caption { display: block; }
  tr { border-top: 1px solid var(--rule); padding: 0.5rem 0; }
  td { display: flow-root; max-width: none; overflow-wrap: anywhere; border: 0; padding: 0.1rem 0 0.1rem 8.7rem; }
  td::before {
    content: attr(data-label); float: left; width: 8.2rem; margin-left: -8.7rem; color: var(--muted);
    font-family: system-ui, sans-serif; font-size: 0.86rem;
  }
  td.empty { display: none; }
  dl > div { grid-template-columns: 7rem 1fr; }
  .finding { padding-left: 0.8rem; }
  ol.findings li { grid-template-columns: 5.6rem 1fr; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; background: #fff; color: #000; }
  details::details-content { display: block; content-visibility: visible; }
  summary { list-style: none; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, h2, h3, h4, dl > div { break-inside: avoid; }
  h2, h3, h4, caption, .source { break-after: avoid; }
  .badge { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; }
}
`;
