import { SHAPES, type ShapeName } from '../shapes.ts';

/** A state's shape in the current text colour. The words beside it say the same. */
export function Shape({ name }: { name: ShapeName }) {
  return (
    <svg class="wb-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
