/** Graphviz's SVG made ours: its boxes found, its colours taken from the page's tokens. */
import type { GraphAnswer } from '../engine/protocol.ts';
import { changeText } from '../measure.ts';
import type { Size } from './camera.ts';

export interface DrawnBox {
  readonly index: number;
  readonly element: SVGGElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly content: SVGGElement;
  readonly size: Size;
  readonly boxes: readonly DrawnBox[];
}

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** @throws when the text is no SVG of Graphviz. */
export function drawingOf(svg: string, answer: GraphAnswer): Drawing {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const graph = parsed.querySelector('g.graph');
  if (graph === null) throw new Error('an SVG without a graph');
  const [, , width = 0, height = 0] = (parsed.getAttribute('viewBox') ?? '').split(/\s+/).map(Number);
  const content = document.createElementNS(NAMESPACE, 'g');
  const inner = document.importNode(graph, true) as SVGGElement;
  // Graphviz's y grows upwards; its own transform turns it round and stays.
  const offset = translationOf(inner.getAttribute('transform') ?? '');
  content.append(inner);
  // The tooltips of the browser would cover what the details below the drawing say.
  for (const title of inner.querySelectorAll('title')) if (title.parentElement?.id === 'graph0') title.remove();
  for (const link of inner.querySelectorAll('a')) link.replaceWith(...link.childNodes);
  const boxes = [...inner.querySelectorAll<SVGGElement>('g.node')].flatMap((element) => {
    const index = Number(/^node(\d+)$/.exec(element.id)?.[1] ?? 0) - 1;
    const polygon = element.querySelector('polygon');
    if (polygon === null) return [];
    const box = answer.boxes[index];
    if (box === undefined) {
      element.classList.add('vw-nodelet');
      return [];
    }
    decorate(element, box.cum, answer);
    element.querySelector('title')?.remove();
    if (box.change !== undefined) relabel(element, box.change.cum.after - box.change.cum.before, answer);
    return [{ index, element, ...boundsOf(polygon, offset) }];
  });
  for (const element of inner.querySelectorAll<SVGGElement>('g.edge')) decorateEdge(element, answer);
  return { content, size: { width, height }, boxes };
}

/** How strongly a share colours: pprof's curve, so that small shares can still be told apart. */
const strength = (value: number, total: number): number =>
  total === 0 ? 0 : Math.min(Math.abs(value / total), 1) ** 0.4;

function decorate(element: SVGGElement, value: number, { total, isDifference }: GraphAnswer): void {
  element.style.setProperty('--share', `${Math.round(strength(value, total) * 100)}%`);
  element.classList.add(!isDifference ? 'vw-amount' : value > 0 ? 'vw-more' : value < 0 ? 'vw-less' : 'vw-same');
}

function decorateEdge(element: SVGGElement, answer: GraphAnswer): void {
  const ends = /^N(\d+)->N(\d+)$/.exec(element.querySelector('title')?.textContent ?? '');
  element.querySelector('title')?.remove();
  if (ends === null) return;
  const [from, to] = [Number(ends[1]) - 1, Number(ends[2]) - 1];
  const arrow = answer.arrows.find((candidate) => candidate.from === from && candidate.to === to);
  if (arrow !== undefined) decorate(element, arrow.weight, answer);
}

/** A comparison's figures carry their sign. */
function relabel(element: SVGGElement, change: number, { sampleType, outputUnit }: GraphAnswer): void {
  const last = [...element.querySelectorAll('text')].at(-1);
  if (last !== undefined && change > 0 && !/^[+−-]/.test(last.textContent ?? '')) {
    last.textContent = `cum ${changeText(change, sampleType.unit, outputUnit)}`;
  }
}

function translationOf(transform: string): { x: number; y: number } {
  const found = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(transform);
  return { x: Number(found?.[1] ?? 0), y: Number(found?.[2] ?? 0) };
}

function boundsOf(polygon: SVGPolygonElement, offset: { x: number; y: number }): Omit<DrawnBox, 'index' | 'element'> {
  const points = (polygon.getAttribute('points') ?? '')
    .trim()
    .split(/\s+/)
    .map((point) => point.split(',').map(Number));
  const xs = points.map(([x = 0]) => x + offset.x);
  const ys = points.map(([, y = 0]) => y + offset.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
