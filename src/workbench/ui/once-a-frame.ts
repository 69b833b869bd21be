export interface FrameLoop {
  /** Asks for a drawing with the next frame; one that is asked for already is enough. */
  request(): void;
  stop(): void;
}

/** Many changes can come between two frames: one drawing, of the newest state, is enough. */
export function onceAFrame(draw: () => void): FrameLoop {
  let pending = 0;
  return {
    request() {
      pending ||= requestAnimationFrame(() => {
        pending = 0;
        draw();
      });
    },
    stop() {
      cancelAnimationFrame(pending);
      pending = 0;
    },
  };
}
