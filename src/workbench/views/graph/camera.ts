/** Which part of a drawing is in sight, and how large. Pure. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Screen = drawing × scale + offset. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Below, names are grains; above, one box fills the screen. */
const MIN_SCALE = 0.05;
const MAX_SCALE = 4;
/** A small drawing is not blown up beyond its own size. */
const FIT_MAX_SCALE = 1;
const FIT_MARGIN = 12;
/** On opening, text is not made smaller than this: who wants all of it at once presses "fit". */
export const READABLE_SCALE = 0.55;

export function fitted(drawing: Size, view: Size, least = MIN_SCALE): Camera {
  const room = { width: view.width - 2 * FIT_MARGIN, height: view.height - 2 * FIT_MARGIN };
  const whole = Math.min(room.width / drawing.width, room.height / drawing.height, FIT_MAX_SCALE);
  const scale = Math.max(whole, least);
  return {
    scale,
    x: (view.width - drawing.width * scale) / 2,
    // Roots are on top: they come into sight first where not everything does.
    y: drawing.height * scale > room.height ? FIT_MARGIN : (view.height - drawing.height * scale) / 2,
  };
}

/** Zooms so that the point of the screen stays on the same point of the drawing. */
export function zoomed(camera: Camera, factor: number, point: { readonly x: number; readonly y: number }): Camera {
  const scale = Math.min(Math.max(camera.scale * factor, MIN_SCALE), MAX_SCALE);
  const ratio = scale / camera.scale;
  return { scale, x: point.x - (point.x - camera.x) * ratio, y: point.y - (point.y - camera.y) * ratio };
}

/** Moves, but never so far that nothing is left in sight. */
export function moved(camera: Camera, dx: number, dy: number, drawing: Size, view: Size): Camera {
  const keep = 40;
  const clamp = (value: number, extent: number, room: number): number =>
    Math.min(Math.max(value, keep - extent * camera.scale), room - keep);
  return {
    ...camera,
    x: clamp(camera.x + dx, drawing.width, view.width),
    y: clamp(camera.y + dy, drawing.height, view.height),
  };
}

/** Brings a rectangle of the drawing into sight, moving no more than needed. */
export function showing(camera: Camera, rect: { x: number; y: number } & Size, view: Size): Camera {
  const shift = (start: number, extent: number, room: number): number => {
    const end = start + extent;
    if (start >= FIT_MARGIN && end <= room - FIT_MARGIN) return 0;
    return room / 2 - (start + end) / 2;
  };
  const { scale } = camera;
  return {
    scale,
    x: camera.x + shift(camera.x + rect.x * scale, rect.width * scale, view.width),
    y: camera.y + shift(camera.y + rect.y * scale, rect.height * scale, view.height),
  };
}
