import { t } from '#i18n/index.ts';

/** Share of what is in sight that one press moves. */
const MOVE = 0.25;

interface LookButtonsProps {
  /** What one press zooms by. */
  readonly step: number;
  readonly zoomBy: (factor: number) => void;
  /** Moves along the width, by a share of what is in sight. */
  readonly moveBy?: (share: number) => void;
}

/** Zoom and moves by a press, for who neither drags nor has a wheel. */
export function LookButtons({ step, zoomBy, moveBy }: LookButtonsProps) {
  const words = t.views.look;
  return (
    <>
      <Look sign="−" name={words.away} onPress={() => zoomBy(1 / step)} />
      <Look sign="+" name={words.closer} onPress={() => zoomBy(step)} />
      {moveBy !== undefined && (
        <>
          <Look sign="←" name={words.left} onPress={() => moveBy(-MOVE)} />
          <Look sign="→" name={words.right} onPress={() => moveBy(MOVE)} />
        </>
      )}
    </>
  );
}

function Look({ sign, name, onPress }: { sign: string; name: string; onPress: () => void }) {
  return (
    <button type="button" class="wb-button wb-quiet wb-square" aria-label={name} title={name} onClick={onPress}>
      {sign}
    </button>
  );
}
