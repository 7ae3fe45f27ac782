import { createCytonEmulator } from '@iza/core/neuro';
import type { Page } from 'playwright-core';

/**
 * Gives the page's next load a `navigator.serial` with one port, behind which the Cyton emulator answers: a browser without a person
 * lets no real port be chosen.
 */
export async function emulateHeadsetInBrowser(page: Page): Promise<{ isStreaming(): boolean }> {
  const startMs = performance.now();
  let sampleCount = 0;
  const nextUv = (out: Float64Array): void => {
    sampleCount += 1;
    for (let channel = 0; channel < out.length; channel += 1) out[channel] = 30 * Math.sin(sampleCount / (4 + channel));
  };
  const emulator = createCytonEmulator({ signal: { nextUv } });
  const now = (): number => performance.now() - startMs;
  await page.exposeFunction('emulatorReceive', (bytes: number[]) => [...emulator.receive(Uint8Array.from(bytes), now())]);
  await page.exposeFunction('emulatorSend', () => [...emulator.packetsUntil(now())]);
  await page.addInitScript(`
    let controller;
    const push = (bytes) => { if (bytes.length > 0 && controller) controller.enqueue(Uint8Array.from(bytes)); };
    let timer;
    const port = {
      readable: null,
      writable: null,
      async open() {
        this.readable = new ReadableStream({ start(stream) { controller = stream; }, cancel() { controller = undefined; } });
        this.writable = new WritableStream({ async write(bytes) { push(await emulatorReceive([...bytes])); } });
        timer = setInterval(async () => push(await emulatorSend()), 20);
      },
      async close() { clearInterval(timer); controller = undefined; },
    };
    Object.defineProperty(navigator, 'serial', { value: { requestPort: async () => port } });
  `);
  return { isStreaming: () => emulator.streaming };
}
