/**
 * The look of every element. A host themes it with the public properties below, set on any ancestor; what is not set
 * follows the system's light or dark preference.
 *
 * --iza-font --iza-font-mono --iza-font-size --iza-radius --iza-space
 * --iza-background --iza-surface --iza-border --iza-text --iza-text-muted
 * --iza-accent --iza-on-accent --iza-focus --iza-success --iza-warning --iza-danger --iza-highlight
 */
export const izaElementsCss = `
:host {
  --_font: var(--iza-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
  --_mono: var(--iza-font-mono, ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace);
  --_radius: var(--iza-radius, 8px);
  --_space: var(--iza-space, 12px);
  --_background: var(--iza-background, #ffffff);
  --_surface: var(--iza-surface, #f5f5f2);
  --_border: var(--iza-border, #d9d8d2);
  --_text: var(--iza-text, #1d1d1b);
  --_muted: var(--iza-text-muted, #62615b);
  --_accent: var(--iza-accent, #2f5fb3);
  --_on-accent: var(--iza-on-accent, #ffffff);
  --_focus: var(--iza-focus, var(--_accent));
  --_success: var(--iza-success, #1f7a4d);
  --_warning: var(--iza-warning, #8f5b00);
  --_danger: var(--iza-danger, #b3261e);
  --_highlight: var(--iza-highlight, #fff0b3);
  display: block;
  color: var(--_text);
  font: var(--iza-font-size, 15px)/1.55 var(--_font);
  text-align: start;
}
@media (prefers-color-scheme: dark) {
  :host {
    --_background: var(--iza-background, #1b1c1e);
    --_surface: var(--iza-surface, #26282b);
    --_border: var(--iza-border, #3d4045);
    --_text: var(--iza-text, #e6e6e3);
    --_muted: var(--iza-text-muted, #a3a5a8);
    --_accent: var(--iza-accent, #8db4f5);
    --_on-accent: var(--iza-on-accent, #10182a);
    --_success: var(--iza-success, #6fcf9c);
    --_warning: var(--iza-warning, #e6b65c);
    --_danger: var(--iza-danger, #ff8a80);
    --_highlight: var(--iza-highlight, #57491a);
  }
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
button, input, textarea { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; background: none; border: 0; padding: 0; text-align: inherit; box-shadow: none; height: auto; }
button:disabled { cursor: default; opacity: 0.55; }
:focus-visible { outline: 2px solid var(--_focus); outline-offset: 2px; }
.box {
  display: flex; align-items: flex-end; gap: 8px; padding: 6px 6px 6px var(--_space);
  background: var(--_background); border: 1px solid var(--_border); border-radius: var(--_radius);
}
.box:focus-within { border-color: var(--_focus); box-shadow: 0 0 0 1px var(--_focus); }
.box textarea, .box input {
  flex: 1; min-width: 0; border: 0; outline: 0; background: transparent; padding: 6px 0; resize: none; field-sizing: content; max-height: 12em; box-shadow: none;
}
.box input { height: 36px; }
.box ::placeholder { color: var(--_muted); opacity: 1; }
.action { flex: none; min-height: 36px; padding: 0 14px; border-radius: calc(var(--_radius) - 3px); background: var(--_accent); color: var(--_on-accent); font-weight: 600; }
.action.quiet { background: transparent; color: var(--_text); border: 1px solid var(--_border); font-weight: 500; }
.scope { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0 0; padding: 0; border: 0; color: var(--_muted); font-size: 0.9em; }
.scope label { display: inline-flex; align-items: center; gap: 6px; min-height: 28px; cursor: pointer; }
.scope input { accent-color: var(--_accent); }
.scope label:has(:disabled) { opacity: 0.6; cursor: not-allowed; }
.scope label:has(:checked) { color: var(--_text); }
.status { color: var(--_muted); font-size: 0.9em; margin: 8px 0; min-height: 1.5em; }
.status:empty { display: none; }
.problem { margin: 12px 0 0; padding: 10px var(--_space); border-inline-start: 3px solid var(--_danger); background: var(--_surface); border-radius: 0 var(--_radius) var(--_radius) 0; overflow-wrap: anywhere; }
.notice { margin: 12px 0 0; padding: 10px var(--_space); border-inline-start: 3px solid var(--_warning); background: var(--_surface); border-radius: 0 var(--_radius) var(--_radius) 0; }
.answer { margin-top: 16px; overflow-wrap: anywhere; }
.answer > :first-child { margin-top: 0; }
.answer > :last-child { margin-bottom: 0; }
.answer p, .answer ul, .answer ol, .answer blockquote, .answer pre, .answer .table-scroll { margin: 0 0 0.8em; }
.answer h3, .answer h4, .answer h5, .answer h6 { margin: 1.1em 0 0.4em; font-size: 1.05em; line-height: 1.3; }
.answer ul, .answer ol { padding-inline-start: 1.5em; }
.answer blockquote { margin-inline: 0; padding-inline-start: 12px; border-inline-start: 3px solid var(--_border); color: var(--_muted); }
.answer code { font-family: var(--_mono); font-size: 0.9em; background: var(--_surface); border-radius: 4px; padding: 0.1em 0.3em; }
.answer pre { overflow-x: auto; padding: 10px var(--_space); background: var(--_surface); border-radius: var(--_radius); }
.answer pre code { background: none; padding: 0; overflow-wrap: normal; }
.answer .table-scroll { overflow-x: auto; }
.answer table { border-collapse: collapse; }
.answer th, .answer td { border: 1px solid var(--_border); padding: 4px 10px; text-align: start; vertical-align: top; }
.answer .align-center { text-align: center; }
.answer .align-right { text-align: end; }
.answer a { color: var(--_accent); }
.answer .wikilink { color: var(--_accent); }
.answer hr { border: 0; border-top: 1px solid var(--_border); }
.answer[data-streaming] > :last-child::after { content: ''; display: inline-block; width: 0.5em; height: 1em; margin-inline-start: 3px; vertical-align: -0.15em; background: var(--_muted); animation: iza-blink 1s steps(2, jump-none) infinite; }
@keyframes iza-blink { to { opacity: 0; } }
.citation-mark {
  display: inline-block; min-width: 1.55em; margin: 0 1px; padding: 0 0.35em; border-radius: 0.8em; vertical-align: 0.25em;
  font-size: 0.72em; font-weight: 600; line-height: 1.55; text-align: center; background: var(--_surface); color: var(--_accent); border: 1px solid var(--_border);
}
.citation-mark:hover { background: var(--_accent); color: var(--_on-accent); }
.sources-title { margin: 20px 0 8px; font-size: 0.9em; font-weight: 600; color: var(--_muted); }
.places { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
.place { border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_background); }
.place[data-verified='false'] { border-style: dashed; }
.place-open { display: block; width: 100%; padding: 10px var(--_space); border-radius: var(--_radius); font-weight: 400; white-space: normal; }
.place-open:hover { background: var(--_surface); }
.place-head { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; }
.place-title { font-weight: 600; overflow-wrap: anywhere; }
.place-marker { color: var(--_accent); font-weight: 600; font-variant-numeric: tabular-nums; }
.place-where { color: var(--_muted); font-size: 0.85em; overflow-wrap: anywhere; }
.place-text { display: block; margin-top: 4px; overflow-wrap: anywhere; white-space: pre-line; }
.place-text.clamped { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
.mark { margin-inline-start: auto; font-size: 0.82em; font-weight: 600; white-space: nowrap; }
.mark.verified { color: var(--_success); }
.mark.unverified { color: var(--_warning); }
.place-problem { display: block; margin-top: 4px; color: var(--_warning); font-size: 0.88em; }
.why { padding: 0 var(--_space) 8px; font-size: 0.88em; color: var(--_muted); }
.why summary { cursor: pointer; width: fit-content; }
.why dl { display: grid; grid-template-columns: max-content minmax(48px, 96px) 1fr; gap: 3px 10px; margin: 6px 0 2px; align-items: center; }
.why dt { color: var(--_text); }
.why dd { margin: 0; overflow-wrap: anywhere; }
.why progress { display: block; width: 100%; height: 6px; }
progress { appearance: none; border: 0; height: 6px; border-radius: 3px; overflow: hidden; background: var(--_border); color: var(--_accent); width: 100%; }
progress::-webkit-progress-bar { background: var(--_border); }
progress::-webkit-progress-value { background: var(--_accent); border-radius: 3px; }
progress::-moz-progress-bar { background: var(--_accent); }
.reasons { display: block; margin-top: 2px; color: var(--_muted); font-size: 0.85em; }
.progress-row { display: flex; align-items: center; gap: 10px; }
.progress-row progress { flex: 1; }
.progress-text { display: flex; gap: 10px; margin: 4px 0 0; font-size: 0.85em; color: var(--_muted); }
.progress-path { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.empty { color: var(--_muted); margin: 12px 0; }
mark { background: var(--_highlight); color: inherit; border-radius: 2px; }
@media (prefers-reduced-motion: reduce) { *, *::after { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { .citation-mark, .action, .place { border: 1px solid; } }
`;
