/** The index's style. It stands in the page itself: nothing is loaded from anywhere. */
export const INDEX_STYLE = `
:root {
  color-scheme: light dark;
  --surface: light-dark(#fbfcfd, #12181e);
  --raised: light-dark(#f0f3f6, #1a222a);
  --border: light-dark(#d3dbe2, #2c3843);
  --text: light-dark(#24303a, #d8e0e7);
  --muted: light-dark(#51606d, #9babb9);
  --accent: light-dark(#0a6590, #5cb8e4);
  --yes: light-dark(#00695f, #35c7b4);
  --care: light-dark(#8a5200, #f0a843);
  --no: light-dark(#a3281e, #f58a80);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 84rem; padding: 2rem 1.25rem 4rem;
  background: var(--surface); color: var(--text);
  font: 15px/1.55 system-ui, sans-serif; overflow-wrap: break-word;
}
h1 { margin: 0; font: 600 1.6rem/1.2 ui-monospace, monospace; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.1rem; }
p { margin: .5rem 0; max-width: 68ch; }
.muted, dd { color: var(--muted); }
a { color: var(--accent); text-underline-offset: .2em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code, pre, th a { font-family: ui-monospace, monospace; font-size: .92em; }
pre { margin: 0; padding: .9rem 1rem; overflow-x: auto; background: var(--raised); border: 1px solid var(--border); border-radius: 6px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .7rem .9rem; text-align: left; vertical-align: top; font-weight: normal; border-bottom: 1px solid var(--border); }
thead th { padding-block: .5rem; color: var(--muted); font-size: .85rem; border-bottom-color: var(--muted); white-space: nowrap; }
tbody th a { font-size: 1rem; font-weight: 600; }
tbody tr:hover { background: var(--raised); }
.count { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.what { min-width: 18rem; }
.cost { font-size: .92rem; color: var(--muted); }
.safe { font-size: .92rem; min-width: 10rem; }
.safe b::before { display: inline-block; width: 1.3em; }
.yes b { color: var(--yes); } .yes b::before { content: '✓'; }
.care b { color: var(--care); } .care b::before { content: '!'; }
.no b { color: var(--no); } .no b::before { content: '✕'; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.25rem; margin: 0; }
dd { margin: 0; }
@media (max-width: 60rem) {
  body { padding-top: 1.25rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody { display: block; }
  tbody tr { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: .35rem 1rem; padding: .9rem 0; border-bottom: 1px solid var(--border); }
  tbody tr:hover { background: none; }
  tbody th, tbody td { padding: 0; border: 0; }
  .what, .safe { min-width: 0; }
  .what, .cost, .safe { grid-column: 1 / -1; }
  [data-label]::before { content: attr(data-label) ' '; color: var(--muted); font-size: .85rem; }
  dl { grid-template-columns: 1fr; gap: .1rem; }
  dd { margin-bottom: .5rem; }
}
`;
