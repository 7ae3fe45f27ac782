/**
 * The scope's own look, beside what all elements share. A host may also set
 * --iza-trace-1 … --iza-trace-4 --iza-lost (colours of the drawing) and --iza-scope-height.
 */
export const scopeCss = `
:host {
  --_trace-1: var(--iza-trace-1, #2f5fb3);
  --_trace-2: var(--iza-trace-2, #0b6e62);
  --_trace-3: var(--iza-trace-3, #7a3d9c);
  --_trace-4: var(--iza-trace-4, #97570a);
  --_lost: var(--iza-lost, rgb(179 38 30 / 16%));
  container-type: inline-size;
}
@media (prefers-color-scheme: dark) {
  :host {
    --_trace-1: var(--iza-trace-1, #8db4f5);
    --_trace-2: var(--iza-trace-2, #6fd3c3);
    --_trace-3: var(--iza-trace-3, #cfa6f0);
    --_trace-4: var(--iza-trace-4, #e6b871);
    --_lost: var(--iza-lost, rgb(255 138 128 / 22%));
  }
}
@media (forced-colors: active) {
  :host {
    --_background: Canvas; --_text: CanvasText; --_muted: CanvasText; --_border: GrayText; --_accent: LinkText;
    --_success: CanvasText; --_warning: CanvasText; --_danger: CanvasText; --_lost: GrayText;
    --_trace-1: CanvasText; --_trace-2: CanvasText; --_trace-3: CanvasText; --_trace-4: CanvasText;
  }
}
.toolbar { font-size: 0.93em; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 10px; margin-bottom: 10px; }
.toolbar label, .side label { display: inline-flex; align-items: center; gap: 6px; color: var(--_muted); font-size: 0.93em; white-space: nowrap; }
.toolbar .look-back { flex: 1 1 180px; }
.toolbar .look-back input { flex: 1; min-width: 80px; accent-color: var(--_accent); }
select {
  font: inherit; color: var(--_text); background: var(--_background); border: 1px solid var(--_border); border-radius: calc(var(--_radius) - 3px);
  min-height: 32px; padding: 2px 6px; margin: 0; max-width: 14em;
}
.toolbar .action { min-height: 32px; padding: 0 12px; white-space: nowrap; }
.toolbar .pause { min-width: 6.2em; text-align: center; }
.body { display: grid; grid-template-columns: minmax(0, 1fr) 248px; gap: 16px; align-items: start; }
.body.alone { grid-template-columns: minmax(0, 1fr); }
.plot { position: relative; border: 1px solid var(--_border); border-radius: var(--_radius); overflow: hidden; background: var(--_background); }
.plot canvas { display: block; width: 100%; height: var(--iza-scope-height, clamp(320px, 62vh, 760px)); }
.plot .waiting { position: absolute; inset: 0; display: grid; place-items: center; margin: 0; padding: 16px; color: var(--_muted); text-align: center; pointer-events: none; }
.plot .paused-note { position: absolute; inset-inline-end: 10px; bottom: 26px; margin: 0; padding: 2px 10px; border-radius: 1em; background: var(--_surface); border: 1px solid var(--_border); font-size: 0.8em; pointer-events: none; }
.side { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px; min-width: 0; }
.side select { flex: 1; min-width: 0; }
.side h3 { margin: 0 0 4px; font-size: 0.87em; font-weight: 600; color: var(--_muted); }
.side .spectrum { display: block; width: 100%; height: 150px; }
.bands { display: grid; grid-template-columns: max-content minmax(40px, 1fr) max-content; gap: 5px 8px; align-items: center; margin: 0; font-size: 0.85em; }
.bands dt { color: var(--_text); }
.bands dd { margin: 0; font-variant-numeric: tabular-nums; color: var(--_muted); text-align: end; min-width: 4.6em; }
.channels { list-style: none; margin: 0; padding: 0; display: grid; gap: 1px; max-height: 450px; overflow-y: auto; font-size: 0.87em; }
.channels label { display: grid; grid-template-columns: auto minmax(0, 1fr) max-content; gap: 8px; width: 100%; min-height: 26px; color: var(--_text); font-size: 1em; cursor: pointer; }
.channels label:hover { background: var(--_surface); }
.channels input { accent-color: var(--_accent); margin: 0; }
.channels .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.channels .state { color: var(--_muted); padding-inline-end: 4px; }
.channels .state[data-state='good'] { color: var(--_success); }
.channels .state[data-state='noisy'], .channels .state[data-state='near-railed'] { color: var(--_warning); font-weight: 600; }
.channels .state[data-state='railed'], .channels .state[data-state='flat'] { color: var(--_danger); font-weight: 600; }
.keys { margin: 0; color: var(--_muted); font-size: 0.8em; }
.keys kbd { font: inherit; padding: 0 4px; border: 1px solid var(--_border); border-radius: 4px; }
@container (max-width: 760px) {
  .body { grid-template-columns: minmax(0, 1fr); }
  .plot canvas { height: var(--iza-scope-height, clamp(300px, 54vh, 560px)); }
  .channels { grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); max-height: none; gap: 1px 10px; }
}
@container (max-width: 480px) {
  .keys { display: none; }
  .toolbar label { flex: 1 1 40%; justify-content: space-between; }
  .toolbar .action { flex: 1; text-align: center; }
}
`;
