// How the script book looks: on a screen, on a phone, on paper.

export const style = `
:root { --ink: #1d2420; --soft: #5d6862; --line: #d8ddd8; --paper: #fdfdfa; --tint: #f1f4ee; --caller: #1f5c7a; --value: #7a4a12; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8e3; --soft: #9ba69f; --line: #3a423d; --paper: #171b19; --tint: #202623; --caller: #8cc4e4; --value: #e3b473; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 56rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 Charter, "Bitstream Charter", "Iowan Old Style", Cambria, Georgia, "PT Serif", "Noto Serif", serif; }
h1, h2, h3, .kind, .small, .who, .at, .n, .tag, nav, th, .fold, .badge, .leads { font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
h1 { font-size: 2.25rem; line-height: 1.1; margin: 0 0 .5rem; letter-spacing: -.015em; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 3rem 0 1rem; padding-top: .75rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.0625rem; line-height: 1.35; margin: 0 0 .5rem; }
.kind { text-transform: uppercase; letter-spacing: .12em; font-size: .75rem; color: var(--soft); margin: 0 0 .25rem; }
.about { font-size: 1.1875rem; max-width: 40rem; margin: 0 0 1rem; }
.small { font-size: .8125rem; line-height: 1.45; color: var(--soft); margin: .25rem 0; max-width: 44rem; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
a:hover { text-decoration-color: currentcolor; }
nav { margin: 2rem 0 0; font-size: .9375rem; }
.contents { list-style: none; margin: 0; padding: 0; columns: 2 20rem; column-gap: 2.5rem; }
.contents > li { break-inside: avoid; margin: 0 0 .75rem; }
.contents > li > span { font-weight: 600; }
.contents ul { list-style: none; margin: .125rem 0 0; padding: 0; }
.contents ul li { padding: .0625rem 0; }
article { margin: 0 0 2rem; }
.number { display: inline-block; min-width: 1.75rem; padding: 0 .375rem; border-radius: .25rem; background: var(--tint); text-align: center; font-variant-numeric: tabular-nums; }
.badge { font-weight: 400; font-size: .8125rem; color: var(--soft); white-space: nowrap; }
.badge.not { color: var(--value); }
nav .told { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.fold { font-size: .875rem; margin: .25rem 0 .5rem 2.25rem; color: var(--soft); }
.script { list-style: none; margin: 0; padding: 0; }
.script li { display: grid; grid-template-columns: 1.5rem 4.25rem minmax(0, 1fr) auto; gap: 0 .75rem; align-items: baseline; padding: .25rem 0; }
.script li:target { background: var(--tint); }
.n { color: var(--soft); font-size: .75rem; text-align: right; font-variant-numeric: tabular-nums; }
.who { font-size: .8125rem; color: var(--soft); }
.caller .words, .caller .who { color: var(--caller); }
.outside .words { grid-column: 2 / 4; font-size: .9375rem; font-style: italic; color: var(--soft); }
.words { overflow-wrap: anywhere; }
.tongue { display: block; padding-left: 1.75rem; text-indent: -1.75rem; }
.tag { display: inline-block; width: 1.75rem; text-indent: 0; font-size: .6875rem; text-transform: uppercase; color: var(--soft); }
.value { color: var(--value); }
.if { font: italic .875em/1 system-ui, sans-serif; color: var(--soft); border: 1px solid var(--line); border-radius: .25rem; padding: .0625rem .25rem; }
.at { font-size: .75rem; color: var(--soft); text-decoration: none; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.4; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
thead th { font-size: .75rem; color: var(--soft); font-weight: 500; }
tbody th { font-size: .9375rem; font-weight: 600; min-width: 8rem; }
td p { margin: 0 0 .375rem; }
.rungs, .others { margin: 0; padding-left: 1.125rem; }
.rungs:has(> :only-child) { list-style: none; padding-left: 0; }
.others { list-style: none; padding: 0; margin-top: .375rem; font-weight: 400; font-size: .8125rem; color: var(--soft); }
.leads::before { content: "→ "; color: var(--soft); }
.leads { font-size: .875rem; }
.sign td { height: 3rem; border-bottom-color: var(--soft); }
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; font-size: 1rem; }
  .script li { grid-template-columns: 1.25rem minmax(0, 1fr) auto; }
  .who { grid-column: 2; }
  .who + .words { grid-column: 2; grid-row: 2; }
  .caller .who, .system .who { grid-row: 1; }
  .at { grid-column: 3; grid-row: 1; }
  .outside .words { grid-column: 2; }
  .fold { margin-left: 2rem; }
  .ladders, .ladders tbody, .ladders tr, .ladders th, .ladders td { display: block; padding-right: 0; }
  .ladders thead, .ladders .none { display: none; }
  .ladders tr { border-bottom: 1px solid var(--line); padding: .75rem 0; }
  .ladders th, .ladders td { border: 0; padding: .25rem 0; }
  .ladders td::before { content: attr(data-head); display: block; font: .75rem/1.4 system-ui, sans-serif; color: var(--soft); }
}
@media print {
  :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --tint: #eee; --caller: #000; --value: #000; }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  a { text-decoration: none; }
  h2 { break-after: avoid; }
  article, tr, .script li { break-inside: avoid; }
  h3 { break-after: avoid; }
  .caller .words { font-weight: 600; }
}
`
