/** The colours of a flame graph, out of the design tokens as they are now. */
import { tokenReader } from '../../theme.ts';
import type { Origin } from './origin.ts';

export interface Palette {
  readonly surface: string;
  readonly text: string;
  readonly outline: string;
  readonly origins: Readonly<Record<Origin, string>>;
  /** Of a comparison. */
  readonly more: string;
  readonly less: string;
  readonly same: string;
  readonly font: string;
  /** A colour as it looks on the surface at this opacity, as a pixel of an ImageData. */
  pixel(colour: string, opacity: number): number;
}

export function paletteOf(element: Element): Palette {
  const token = tokenReader(element);
  const surface = token('--vz-surface');
  return {
    surface,
    text: token('--vz-text-strong'),
    outline: token('--vz-text-strong'),
    origins: {
      yours: token('--vz-series-1'),
      library: token('--vz-series-2'),
      node: token('--vz-series-3'),
      other: token('--vz-series-4'),
    },
    more: token('--vz-leak'),
    less: token('--vz-fixed'),
    same: token('--vz-series-4'),
    font: `12px ${token('--vz-mono')}`,
    pixel: mixedOn(surface),
  };
}

/** The browser mixes, as it knows how every colour is written; each mixture once. */
function mixedOn(surface: string): Palette['pixel'] {
  const ctx = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const known = new Map<string, number>();
  return (colour, opacity) => {
    const key = `${colour} ${opacity}`;
    let mixed = known.get(key);
    if (mixed === undefined) known.set(key, (mixed = ctx === null ? 0 : mix(ctx, surface, colour, opacity)));
    return mixed;
  };
}

function mix(ctx: OffscreenCanvasRenderingContext2D, surface: string, colour: string, opacity: number): number {
  ctx.globalAlpha = 1;
  ctx.fillStyle = surface;
  ctx.fillRect(0, 0, 1, 1);
  ctx.globalAlpha = opacity;
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, 1, 1);
  return new Uint32Array(ctx.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0;
}
