/** How far a score is moved from grey, so that small shares still show a colour. */
const SHIFT = 0.7;
/** Below this magnitude the colour fades to grey, rather than to yellow. */
const GREY_BELOW = 0.2;

const BACKGROUND = { saturation: 0.1, value: 0.93 };
const FOREGROUND = { saturation: 1, value: 0.7 };

/** Red for a large positive share, green for a negative one, grey for none; `share` is limited to −1 … 1. */
export function shareColor(share: number, layer: 'foreground' | 'background'): string {
  const base = layer === 'background' ? BACKGROUND : FOREGROUND;
  const limited = Math.max(-1, Math.min(1, share));
  const magnitude = Math.abs(limited);
  const saturation = magnitude < GREY_BELOW ? (base.saturation * magnitude) / GREY_BELOW : base.saturation;
  const shifted = Math.sign(limited) * magnitude ** (1 - SHIFT);
  const red = limited < 0 ? base.value * (1 + saturation * shifted) : base.value;
  const green = limited < 0 ? base.value : base.value * (1 - saturation * shifted);
  const blue = base.value * (1 - saturation);
  return `#${channel(red)}${channel(green)}${channel(blue)}`;
}

function channel(level: number): string {
  return Math.trunc(level * 255)
    .toString(16)
    .padStart(2, '0');
}
