import { instance } from '@viz-js/viz';

/** Draws a graph in the DOT language as SVG, with Graphviz compiled to WebAssembly: no `dot` program is needed. */
export async function drawSvg(dot: string): Promise<string> {
  const viz = await instance();
  return viz.renderString(dot, { format: 'svg' });
}
