import { buildElement } from '../dom/index.ts';
import { IzaElement } from '../elements/index.ts';
import { adoptStyles } from '../styles/index.ts';
import { buildBandPanel } from './band-panel.ts';
import { buildSelect } from './build-select.ts';
import { buildChannelPanel } from './channel-panel.ts';
import type { LaneLabel } from './draw-plot.ts';
import { drawSpectrum } from './draw-spectrum.ts';
import { createFrameLoop } from './frame-loop.ts';
import { chooseScaleUv, SCALE_STEPS_UV, statisticsOf } from './lane-scale.ts';
import { readPalette, type ScopePalette } from './palette.ts';
import { createPlayhead, type Playhead } from './playhead.ts';
import { createSpectrumMeter, type SpectrumMeter } from './power-spectrum.ts';
import { createSampleRing, type SampleRing } from './sample-ring.ts';
import type { ScopeBandPowers, ScopeBlock, ScopeChoice, ScopeMarker, ScopeMode, ScopeQuality, ScopeStream } from './scope-data.ts';
import { createScopePlot, type ScopePlot } from './scope-plot.ts';
import { scopeCss } from './scope-styles.ts';
import { buildToolbar, voltageText, WINDOW_SECONDS } from './scope-toolbar.ts';
import { summaryOf } from './summary.ts';
import type { Lane } from './trace-layer.ts';

/** How far one can look back; less for streams so wide that they would fill the memory. */
const HELD_SECONDS = 120;
const MAX_HELD_VALUES = 8e6;
const MAX_MARKERS = 2000;
/** How often scale, baseline and colours are looked at again, and the panels drawn. */
const REVIEW_MS = 1000;
const PANEL_MS = 250;
/** How often the picture's words may change: a screen reader reads them out. */
const SUMMARY_MS = 5000;
const LOOK_STEP_SECONDS = 1;
/** Parts of a lane that a baseline may be off before it is set anew. */
const BASELINE_TOLERANCE = 0.35;
/** A channel that drifts all the time must not have everything drawn anew all the time. */
const BASELINE_MS = 3000;

/**
 * `<iza-scope>`: live signals, one lane a channel.
 *
 * Methods: `setStream(stream)` begins anew; `pushSamples(block)`; `addMarker(marker)`; `pause()`, `resume()`; `focus()`.
 * Properties: `quality`, `bandPowers`, `choices` (selects in the toolbar whose meaning is the host's: filters), `windowSeconds`, `scaleUv`
 * (`undefined`: automatic), `mode`, `paused` (read), `canMark`, `waitingText` (what stands there before the first sample).
 * Events: `iza-scope-mark` (detail `{ sampleIndex }`: the person wants a marker; the host adds it), `iza-scope-choice` (detail `{ id, value }`).
 * Keys on the picture: Space pauses, M marks, + and - scale, [ and ] change the time, Left and Right look back while paused.
 */
export class IzaScopeElement extends IzaElement {
  readonly #canvas: HTMLCanvasElement;
  readonly #spectrumCanvas: HTMLCanvasElement;
  readonly #plot: ScopePlot;
  readonly #box: HTMLElement;
  readonly #waiting: HTMLElement;
  readonly #pausedNote: HTMLElement;
  readonly #announcement: HTMLElement;
  readonly #toolbar: ReturnType<typeof buildToolbar>;
  readonly #channelPanel: ReturnType<typeof buildChannelPanel>;
  readonly #bandPanel: ReturnType<typeof buildBandPanel>;
  readonly #subject: ReturnType<typeof buildSelect>;
  readonly #loop = createFrameLoop(this, { draw: (nowMs) => this.#draw(nowMs), isCalm: () => this.#prefersCalm() });
  readonly #visible = new Set<number>();
  #stream: ScopeStream = { channels: [], samplingRateHz: 250 };
  #ring: SampleRing | undefined;
  #playhead: Playhead = createPlayhead(250);
  #spectrumMeter: SpectrumMeter = createSpectrumMeter(250);
  #palette: ScopePalette | undefined;
  #lanes: readonly Lane[] = [];
  #quality: readonly ScopeQuality[] = [];
  #bandPowers: ScopeBandPowers | undefined;
  #choices: readonly ScopeChoice[] = [];
  #markers: ScopeMarker[] = [];
  #windowSeconds = 10;
  #scaleUv: number | undefined;
  #presentScaleUv = 100;
  #mode: ScopeMode | undefined;
  #canMark = true;
  /** Sample at which the picture stands still; `undefined` while it runs. */
  #pausedAt: number | undefined;
  /** Channel of spectrum and bands; `undefined`: all that are shown. */
  #subjectChannel: number | undefined;
  #shownEnd = 0;
  #isStale = true;
  #reviewedMs = -Infinity;
  #centredMs = -Infinity;
  #panelMs = -Infinity;
  #summaryMs = -Infinity;

  constructor() {
    super();
    adoptStyles(this.root, scopeCss);
    const doc = this.ownerDocument;
    this.#canvas = buildElement(doc, 'canvas', { attributes: { role: 'img', 'aria-label': 'No signal yet.' } });
    this.#spectrumCanvas = buildElement(doc, 'canvas', { class: 'spectrum', attributes: { role: 'img', 'aria-label': 'Power spectrum' } });
    this.#plot = createScopePlot(this.#canvas);
    this.#waiting = buildElement(doc, 'p', { class: 'waiting' }, 'No signal yet.');
    this.#pausedNote = buildElement(doc, 'p', { class: 'paused-note', attributes: { hidden: true } });
    this.#announcement = buildElement(doc, 'p', { class: 'visually-hidden', attributes: { role: 'status' } });
    this.#box = buildElement(doc, 'div', { class: 'plot', attributes: { tabindex: '0', role: 'group', 'aria-label': 'Signals', 'aria-describedby': 'keys' } }, this.#canvas, this.#waiting, this.#pausedNote);
    this.#toolbar = buildToolbar(doc, {
      onPause: () => (this.paused ? this.resume() : this.pause()),
      onMark: () => this.#askForMarker(),
      onWindow: (seconds) => void (this.windowSeconds = seconds),
      onScale: (scaleUv) => void (this.scaleUv = scaleUv),
      onMode: (mode) => void (this.mode = mode),
      onChoice: (id, value) => this.dispatchEvent(new CustomEvent('iza-scope-choice', { detail: { id, value }, bubbles: true, composed: true })),
      onLookBack: (seconds) => this.#lookBackTo(seconds),
    });
    this.#channelPanel = buildChannelPanel(doc, (channel, isVisible) => this.#show(channel, isVisible));
    this.#bandPanel = buildBandPanel(doc);
    this.#subject = buildSelect(doc, 'Analyse', (value) => {
      this.#subjectChannel = value === 'all' ? undefined : Number(value);
      this.#panelMs = -Infinity;
    });
    const keys = buildElement(doc, 'p', { class: 'keys', attributes: { id: 'keys' } });
    keys.append(...['Space pause', 'M marker', '+ − scale', '[ ] time', '← → look back'].flatMap((text) => keyText(doc, text)));
    const spectrum = buildElement(doc, 'section', {}, buildElement(doc, 'h3', {}, 'Spectrum, µV²/Hz'), this.#spectrumCanvas);
    const side = buildElement(doc, 'div', { class: 'side' }, this.#subject.element, spectrum, this.#bandPanel.element, this.#channelPanel.element, keys);
    this.root.append(this.#toolbar.element, buildElement(doc, 'div', { class: 'body' }, this.#box, side), this.#announcement);
    this.#box.addEventListener('keydown', (event) => this.#onKey(event));
  }

  connectedCallback(): void {
    this.#isStale = true;
    this.#updateControls();
    this.#loop.start();
  }

  disconnectedCallback(): void {
    this.#loop.stop();
  }

  override adoptedCallback(): void {
    super.adoptedCallback();
    adoptStyles(this.root, scopeCss);
    this.#palette = undefined;
    this.#isStale = true;
  }

  /** Begins anew with these channels. @throws RangeError without a channel or a rate */
  setStream(stream: ScopeStream): void {
    if (stream.channels.length === 0 || !(stream.samplingRateHz > 0)) throw new RangeError(`Cannot show ${stream.channels.length} channels at ${stream.samplingRateHz} Hz`);
    this.#stream = stream;
    const longest = Math.max(...WINDOW_SECONDS) + 1;
    const heldSeconds = Math.max(longest, Math.min(HELD_SECONDS, MAX_HELD_VALUES / stream.channels.length / stream.samplingRateHz));
    this.#ring = createSampleRing({ channelCount: stream.channels.length, capacity: Math.ceil(heldSeconds * stream.samplingRateHz) });
    this.#playhead = createPlayhead(stream.samplingRateHz);
    this.#spectrumMeter = createSpectrumMeter(stream.samplingRateHz);
    this.#markers = [];
    this.#quality = [];
    this.#bandPowers = undefined;
    this.#pausedAt = undefined;
    this.#subjectChannel = undefined;
    this.#visible.clear();
    for (const [channel, { unit }] of stream.channels.entries()) if (unit === 'µV') this.#visible.add(channel);
    if (this.#visible.size === 0) for (const channel of stream.channels.keys()) this.#visible.add(channel);
    this.#channelPanel.setChannels(stream.channels, this.#visible);
    this.#isStale = true;
    this.#updateControls();
  }

  /** Takes the next samples; also while paused. @throws RangeError when the block's shape is not the stream's, or there is no stream */
  pushSamples(block: ScopeBlock): void {
    if (!this.#ring) throw new RangeError('Cannot show samples: call setStream first');
    const hadAny = this.#ring.end > this.#ring.start;
    this.#ring.push(block);
    if (!hadAny) this.#reviewedMs = -Infinity;
    this.#waiting.hidden = true;
  }

  /** Forgets samples and markers, keeps everything else: before another history of the same stream is pushed. */
  clearSamples(): void {
    const { channels, samplingRateHz } = this.#stream;
    if (!this.#ring) return;
    this.#ring = createSampleRing({ channelCount: channels.length, capacity: this.#ring.capacity });
    this.#playhead = createPlayhead(samplingRateHz);
    this.#isStale = true;
    this.#reviewedMs = -Infinity;
  }

  addMarker(marker: ScopeMarker): void {
    if (this.#markers.some(({ sampleIndex, text }) => sampleIndex === marker.sampleIndex && text === marker.text)) return;
    this.#markers.push(marker);
    if (this.#markers.length > MAX_MARKERS) this.#markers.shift();
    this.#announcement.textContent = `Marker: ${marker.text}`;
    this.#isStale ||= this.paused;
  }

  get quality(): readonly ScopeQuality[] {
    return this.#quality;
  }
  set quality(quality: readonly ScopeQuality[]) {
    const before = new Map(this.#quality.map(({ channelName, state }) => [channelName, state]));
    this.#quality = quality;
    this.#channelPanel.setQuality(quality);
    if (quality.some(({ channelName, state }) => before.get(channelName) !== state)) this.#isStale = true;
  }

  get bandPowers(): ScopeBandPowers | undefined {
    return this.#bandPowers;
  }
  set bandPowers(powers: ScopeBandPowers | undefined) {
    this.#bandPowers = powers;
    this.#bandPanel.update(powers, this.#subjectChannels());
  }

  get choices(): readonly ScopeChoice[] {
    return this.#choices;
  }
  set choices(choices: readonly ScopeChoice[]) {
    this.#choices = choices;
    this.#updateControls();
  }

  get windowSeconds(): number {
    return this.#windowSeconds;
  }
  set windowSeconds(seconds: number) {
    this.#windowSeconds = seconds;
    this.#isStale = true;
    this.#updateControls();
  }

  get scaleUv(): number | undefined {
    return this.#scaleUv;
  }
  set scaleUv(scaleUv: number | undefined) {
    this.#scaleUv = scaleUv;
    if (scaleUv !== undefined) this.#presentScaleUv = scaleUv;
    this.#isStale = true;
    this.#reviewedMs = -Infinity;
    this.#updateControls();
  }

  get mode(): ScopeMode {
    return this.#mode ?? (this.#prefersCalm() ? 'sweep' : 'scroll');
  }
  set mode(mode: ScopeMode) {
    this.#mode = mode;
    this.#isStale = true;
    this.#updateControls();
  }

  get canMark(): boolean {
    return this.#canMark;
  }
  set canMark(canMark: boolean) {
    this.#canMark = canMark;
    this.#updateControls();
  }

  set waitingText(text: string) {
    this.#waiting.textContent = text;
    this.#waiting.hidden = this.#ring !== undefined && this.#ring.end > this.#ring.start;
  }

  get paused(): boolean {
    return this.#pausedAt !== undefined;
  }

  /** The picture stands still; samples go on arriving behind it. */
  pause(): void {
    this.#pausedAt ??= this.#shownEnd;
    this.#afterPause('Paused');
  }

  resume(): void {
    this.#pausedAt = undefined;
    this.#afterPause('Running');
  }

  override focus(options?: FocusOptions): void {
    this.#box.focus(options);
  }

  #afterPause(words: string): void {
    this.#announcement.textContent = words;
    this.#isStale = true;
    this.#summaryMs = -Infinity;
    this.#updateControls();
  }

  #askForMarker(): void {
    if (!this.#canMark) return;
    this.dispatchEvent(new CustomEvent('iza-scope-mark', { detail: { sampleIndex: Math.floor(this.#shownEnd) }, bubbles: true, composed: true }));
  }

  #show(channel: number, isVisible: boolean): void {
    if (isVisible) this.#visible.add(channel);
    else this.#visible.delete(channel);
    this.#isStale = true;
    this.#reviewedMs = -Infinity;
  }

  #lookBackTo(seconds: number): void {
    if (this.#pausedAt === undefined || !this.#ring) return;
    const wanted = this.#ring.end - seconds * this.#stream.samplingRateHz;
    const first = Math.min(this.#ring.end, this.#ring.start + this.#windowSeconds * this.#stream.samplingRateHz);
    this.#pausedAt = Math.max(first, Math.min(this.#ring.end, wanted));
    this.#isStale = true;
    this.#updateControls();
  }

  #lookBackSeconds(): number {
    return this.#ring && this.#pausedAt !== undefined ? (this.#ring.end - this.#pausedAt) / this.#stream.samplingRateHz : 0;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const scales = SCALE_STEPS_UV;
    const scaleStep = (step: number): void => void (this.scaleUv = scales[Math.max(0, Math.min(scales.length - 1, scales.indexOf(this.#presentScaleUv) + step))]);
    const windowStep = (step: number): void => void (this.windowSeconds = WINDOW_SECONDS[Math.max(0, Math.min(WINDOW_SECONDS.length - 1, WINDOW_SECONDS.indexOf(this.#windowSeconds) + step))]);
    const look = (seconds: number): void => {
      if (!this.paused) this.pause();
      this.#lookBackTo(this.#lookBackSeconds() + seconds);
    };
    const actions: Readonly<Record<string, () => void>> = {
      ' ': () => (this.paused ? this.resume() : this.pause()),
      m: () => this.#askForMarker(),
      M: () => this.#askForMarker(),
      '+': () => scaleStep(-1),
      '=': () => scaleStep(-1),
      '-': () => scaleStep(1),
      '[': () => windowStep(-1),
      ']': () => windowStep(1),
      ArrowLeft: () => look(LOOK_STEP_SECONDS),
      ArrowRight: () => look(-LOOK_STEP_SECONDS),
      PageUp: () => look(this.#windowSeconds),
      PageDown: () => look(-this.#windowSeconds),
      Home: () => look(HELD_SECONDS),
      End: () => this.resume(),
    };
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  }

  #updateControls(): void {
    const ring = this.#ring;
    const heldSeconds = ring ? Math.max(0, (ring.end - ring.start) / this.#stream.samplingRateHz) : 0;
    this.#toolbar.update({
      paused: this.paused,
      windowSeconds: this.#windowSeconds,
      scaleUv: this.#scaleUv,
      presentScaleUv: this.#presentScaleUv,
      mode: this.mode,
      choices: this.#choices,
      heldSeconds,
      lookBackSeconds: this.#lookBackSeconds(),
      canMark: this.#canMark,
    });
    const all = { value: 'all', label: 'all shown channels' };
    this.#subject.update([all, ...this.#stream.channels.map(({ name }, channel) => ({ value: String(channel), label: name }))], this.#subjectChannel === undefined ? 'all' : String(this.#subjectChannel));
    this.#pausedNote.hidden = !this.paused;
    this.#pausedNote.textContent = this.#lookBackSeconds() < 0.2 ? 'Paused' : `Paused, ${this.#lookBackSeconds().toFixed(1)} s ago`;
  }

  #prefersCalm(): boolean {
    return this.ownerDocument.defaultView?.matchMedia('(prefers-reduced-motion: reduce)').matches ?? false;
  }

  #subjectChannels(): readonly number[] {
    if (this.#subjectChannel !== undefined) return [this.#subjectChannel];
    return [...this.#visible].filter((channel) => this.#stream.channels[channel]?.unit === 'µV').toSorted((a, b) => a - b);
  }

  #draw(nowMs: number): void {
    const ring = this.#ring;
    if (!ring || ring.end === ring.start || !this.#plot.resize()) return;
    this.#shownEnd = this.#pausedAt ?? this.#playhead.advance(nowMs, ring.end);
    if (nowMs - this.#reviewedMs >= REVIEW_MS) this.#review(ring, nowMs);
    // reason for the assertion: the review reads the palette before anything is drawn
    const palette = this.#palette!;
    if (this.#isStale) {
      this.#lanes = this.#lanesOf(palette);
      this.#centredMs = nowMs;
      this.#plot.invalidate();
    }
    if (!this.paused || this.#isStale) {
      const frame = { ring, samplingRateHz: this.#stream.samplingRateHz, end: this.#shownEnd, isSweep: this.mode === 'sweep' && !this.paused, markers: this.#markers };
      this.#plot.draw(frame, { lanes: this.#lanes, labels: this.#isStale ? this.#labelsOf(palette) : [], windowSeconds: this.#windowSeconds, palette });
    }
    this.#isStale = false;
    if (nowMs - this.#panelMs < PANEL_MS) return;
    this.#panelMs = nowMs;
    const channels = this.#subjectChannels();
    drawSpectrum(this.#spectrumCanvas, this.#spectrumMeter.measure(ring, { channels, end: Math.floor(this.#shownEnd) }), palette);
    this.#bandPanel.update(this.#bandPowers, channels);
  }

  /** Once a second: colours, scale, baselines, words. */
  #review(ring: SampleRing, nowMs: number): void {
    this.#reviewedMs = nowMs;
    const palette = readPalette(this);
    if (palette.key !== this.#palette?.key) this.#isStale = true;
    this.#palette = palette;
    const statistics = this.#visibleStatistics(ring);
    if (this.#scaleUv === undefined) {
      const spreads = [...statistics].filter(([channel]) => this.#stream.channels[channel].unit === 'µV' && !this.#isBroken(channel)).map(([, { spread }]) => spread);
      const chosen = chooseScaleUv(spreads, this.#isStale && this.#lanes.length === 0 ? undefined : this.#presentScaleUv);
      if (chosen !== this.#presentScaleUv) this.#isStale = true;
      this.#presentScaleUv = chosen;
    }
    const isOff = (lane: Lane): boolean => {
      const median = statistics.get(lane.channel)?.median;
      return median !== undefined && Math.abs(median - lane.baseline) > BASELINE_TOLERANCE * lane.laneHeightInUnits;
    };
    if (!this.paused && nowMs - this.#centredMs >= BASELINE_MS && this.#lanes.some(isOff)) this.#isStale = true;
    if (nowMs - this.#summaryMs >= SUMMARY_MS) {
      this.#summaryMs = nowMs;
      this.#canvas.setAttribute('aria-label', this.#summary(ring));
    }
    this.#updateControls();
  }

  #isBroken(channel: number): boolean {
    const state = this.#quality.find(({ channelName }) => channelName === this.#stream.channels[channel].name)?.state;
    return state === 'railed' || state === 'flat';
  }

  #visibleStatistics(ring: SampleRing): Map<number, { readonly median: number; readonly spread: number }> {
    const end = Math.floor(this.#shownEnd);
    const from = Math.ceil(end - Math.min(this.#windowSeconds, 4) * this.#stream.samplingRateHz);
    const found = new Map<number, { readonly median: number; readonly spread: number }>();
    for (const channel of this.#visible) {
      const statistics = statisticsOf(ring, channel, from, end);
      if (statistics) found.set(channel, statistics);
    }
    return found;
  }

  #lanesOf(palette: ScopePalette): Lane[] {
    const statistics = this.#visibleStatistics(this.#ring!);
    return [...this.#visible].toSorted((a, b) => a - b).map((channel, position) => {
      const { median = 0, spread = 1 } = statistics.get(channel) ?? {};
      const isVoltage = this.#stream.channels[channel].unit === 'µV';
      const laneHeightInUnits = isVoltage ? this.#presentScaleUv : Math.max(spread / 0.7, 1e-9);
      const colour = this.#isBroken(channel) ? palette.muted : palette.traces[position % palette.traces.length];
      return { channel, colour, baseline: median, laneHeightInUnits };
    });
  }

  #labelsOf(palette: ScopePalette): LaneLabel[] {
    const stateOf = new Map(this.#quality.map(({ channelName, state }) => [channelName, state]));
    return this.#lanes.map(({ channel, laneHeightInUnits }, position) => {
      const { name, unit } = this.#stream.channels[channel];
      const unitNote = unit === 'µV' ? undefined : `${laneHeightInUnits.toPrecision(2)} ${unit}`;
      return { name, unitNote, colour: palette.traces[position % palette.traces.length], quality: stateOf.get(name) };
    });
  }

  #summary(ring: SampleRing): string {
    const lostCount = ring.spans.reduce((sum, { start, end, kind }) => sum + (kind === 'lost' ? end - Math.max(start, ring.start) : 0), 0);
    return summaryOf({
      title: this.#stream.title,
      channelCount: this.#stream.channels.length,
      visibleCount: this.#visible.size,
      samplingRateHz: this.#stream.samplingRateHz,
      paused: this.paused,
      scaleText: voltageText(this.#presentScaleUv),
      quality: this.#quality,
      lostRatio: lostCount / Math.max(1, ring.end - ring.start),
    });
  }
}

function keyText(doc: Document, text: string): Node[] {
  const [keys, ...words] = text.split(/ (?=[a-z])/);
  return [buildElement(doc, 'kbd', {}, keys), doc.createTextNode(` ${words.join(' ')}  `)];
}
