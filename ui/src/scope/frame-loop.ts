/** Calls `draw` once a frame of the window that the element is in, as long as it is connected; where motion is unwelcome, less often. */
export interface FrameLoop {
  start(): void;
  stop(): void;
}

/** For who asked for less motion: still a live picture, but one that changes a few times a second. */
const CALM_INTERVAL_MS = 250;

export function createFrameLoop(element: Element, { draw, isCalm }: { draw: (nowMs: number) => void; isCalm: () => boolean }): FrameLoop {
  let view: Window | null = null;
  let request = 0;
  let lastMs = -Infinity;

  function onFrame(nowMs: number): void {
    request = view!.requestAnimationFrame(onFrame);
    if (isCalm() && nowMs - lastMs < CALM_INTERVAL_MS) return;
    lastMs = nowMs;
    draw(nowMs);
  }

  return {
    start() {
      this.stop();
      view = element.ownerDocument.defaultView;
      if (view) request = view.requestAnimationFrame(onFrame);
    },
    stop() {
      view?.cancelAnimationFrame(request);
    },
  };
}
