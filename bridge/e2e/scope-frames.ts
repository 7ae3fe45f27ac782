// How evenly <iza-scope> draws in a real Chromium, without a graphics card: time between frames and long tasks over some seconds.
// `node bridge/e2e/scope-frames.ts [seconds]`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBridge } from './bridge-process.ts';
import { chromiumPath, launchChromium } from './launch-chromium.ts';
import { writeSampleVault } from './sample-vault.ts';

const seconds = Number(process.argv[2] ?? 10);
const setups = [
  { channelCount: 16, samplingRateHz: 250, windowSeconds: 10, mode: 'scroll' },
  { channelCount: 16, samplingRateHz: 250, windowSeconds: 10, mode: 'sweep' },
  { channelCount: 16, samplingRateHz: 250, windowSeconds: 30, mode: 'scroll' },
  { channelCount: 64, samplingRateHz: 1000, windowSeconds: 10, mode: 'scroll' },
  { channelCount: 64, samplingRateHz: 1000, windowSeconds: 10, mode: 'sweep' },
];

interface FrameTimes {
  readonly frameCount: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  readonly longTaskCount: number;
}

/** Runs in the page: feeds the scope in bursts of 40 ms, as a bridge does, and measures after two seconds. */
const measure = (setup: (typeof setups)[number]): string => `(async () => {
  const { channelCount, samplingRateHz, windowSeconds, mode } = ${JSON.stringify(setup)};
  const scope = document.createElement('iza-scope');
  document.querySelector('main').prepend(scope);
  scope.setStream({ channels: Array.from({ length: channelCount }, (_, index) => ({ name: 'E' + (index + 1), unit: 'µV' })), samplingRateHz });
  scope.windowSeconds = windowSeconds;
  scope.mode = mode;
  let next = 0;
  const push = (sampleCount) => {
    const samples = new Float32Array(channelCount * sampleCount);
    for (let at = 0; at < samples.length; at += 1) samples[at] = 20 * Math.sin((next + (at % sampleCount)) * 62.8 / samplingRateHz) + 30 * (Math.random() - 0.5);
    scope.pushSamples({ firstSampleIndex: next, sampleCount, samples });
    next += sampleCount;
  };
  push(30 * samplingRateHz);
  const startMs = performance.now();
  const first = next;
  const timer = setInterval(() => {
    const due = first + Math.floor((performance.now() - startMs) / 1000 * samplingRateHz) - next;
    if (due > 0) push(due);
  }, 40);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  let longTaskCount = 0;
  const observer = new PerformanceObserver((list) => { longTaskCount += list.getEntries().length; });
  observer.observe({ entryTypes: ['longtask'] });
  const gaps = [];
  const endMs = performance.now() + ${1000 * seconds};
  await new Promise((resolve) => {
    let last;
    const onFrame = (nowMs) => {
      if (last !== undefined) gaps.push(nowMs - last);
      last = nowMs;
      if (nowMs < endMs) requestAnimationFrame(onFrame);
      else resolve();
    };
    requestAnimationFrame(onFrame);
  });
  clearInterval(timer);
  observer.disconnect();
  scope.remove();
  gaps.sort((a, b) => a - b);
  const at = (part) => gaps[Math.floor(part * (gaps.length - 1))];
  return { frameCount: gaps.length, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), longestMs: at(1), longTaskCount };
})()`;

if (chromiumPath === undefined) {
  console.log('There is no Chromium here: install one, or name it in IZA_CHROMIUM.');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'iza-frames-'));
  writeSampleVault(join(folder, 'vault'));
  const bridge = await startBridge(['--vault', join(folder, 'vault'), '--port', '0'], { stateFolder: join(folder, 'state') });
  const browser = await launchChromium(chromiumPath);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.goto(bridge.url);
    await page.getByRole('tab', { name: 'Live' }).click();
    await page.getByRole('button', { name: 'Start the simulated headset' }).waitFor();
    for (const setup of setups) {
      const { frameCount, medianMs, p95Ms, p99Ms, longestMs, longTaskCount } = await page.evaluate<FrameTimes>(measure(setup));
      const times = `median ${medianMs.toFixed(1)} ms, 95 % ${p95Ms.toFixed(1)} ms, 99 % ${p99Ms.toFixed(1)} ms, longest ${longestMs.toFixed(1)} ms`;
      console.log(`${setup.channelCount} channels at ${setup.samplingRateHz} Hz, ${setup.windowSeconds} s, ${setup.mode}: ${frameCount} frames in ${seconds} s, ${times}; ${longTaskCount} long tasks`);
    }
  } finally {
    await browser.close();
    await bridge.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
