/**
 * The shapes that stand beside colours, as paths on a 12-unit grid: drawn by SVG and by canvas alike, and on every
 * machine, whatever symbols its fonts have.
 */
export const SHAPES = {
  square: 'M2.5 2.5h7v7h-7z',
  halfDisc: 'M6 1.5a4.5 4.5 0 0 1 0 9z',
  disc: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
  cross: 'M2.2 3.6L3.6 2.2 6 4.6 8.4 2.2 9.8 3.6 7.4 6 9.8 8.4 8.4 9.8 6 7.4 3.6 9.8 2.2 8.4 4.6 6z',
  right: 'M3 1.5L10 6 3 10.5z',
  up: 'M6 2L10.5 10H1.5z',
  down: 'M6 10L1.5 2h9z',
  diamond: 'M6 .8L11.2 6 6 11.2.8 6z',
  ring: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM6 3.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z',
  check: 'M1.2 6.4L2.7 5l2.2 2.2L9.4 2.4l1.5 1.4-6 6.4z',
  again: 'M6 1.5A4.5 4.5 0 0 1 10.5 6H8.7A2.7 2.7 0 1 0 6 8.7v1.8A4.5 4.5 0 0 1 6 1.5zM6.8 6h4.9L9.3 9z',
} as const;

export type ShapeName = keyof typeof SHAPES;
