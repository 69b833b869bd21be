import { t } from '#i18n/index.ts';
import type { Camera, Size } from './camera.ts';
import type { Drawing } from './drawing.ts';

const WIDTH = 150;
const HEIGHT = 110;

interface MinimapProps {
  readonly drawing: Drawing;
  readonly camera: Camera;
  readonly view: Size;
  /** A point of the drawing to bring into the middle. */
  readonly onGo: (x: number, y: number) => void;
}

/** The whole drawing, small, with the part in sight marked. A press goes there; by keyboard the boxes themselves lead. */
export function Minimap({ drawing, camera, view, onGo }: MinimapProps) {
  const { width, height } = drawing.size;
  const scale = Math.min(WIDTH / width, HEIGHT / height);
  const go = ({ clientX, clientY, currentTarget, buttons }: PointerEvent): void => {
    if (buttons === 0) return;
    const { left, top } = (currentTarget as SVGElement).getBoundingClientRect();
    onGo((clientX - left) / scale, (clientY - top) / scale);
  };
  // The frame below would take the drag for one of its own, and move the other way.
  const begin = (event: PointerEvent): void => {
    event.stopPropagation();
    (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
    go(event);
  };
  return (
    <svg
      class="vw-minimap"
      width={width * scale}
      height={height * scale}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={go}
    >
      <title>{t.views.graph.minimap}</title>
      {drawing.boxes.map((box) => (
        <rect key={box.index} class="vw-mini-box" x={box.x} y={box.y} width={box.width} height={box.height} />
      ))}
      <rect
        class="vw-mini-view"
        x={-camera.x / camera.scale}
        y={-camera.y / camera.scale}
        width={view.width / camera.scale}
        height={view.height / camera.scale}
      />
    </svg>
  );
}
