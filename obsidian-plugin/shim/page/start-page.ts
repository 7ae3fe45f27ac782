import * as obsidian from '../obsidian/index.ts';
import { App, createHttpDisk, installDomHelpers, type Plugin, type PluginManifest } from '../obsidian/index.ts';

type PluginClass = new (app: App, manifest: PluginManifest) => Plugin;

/** What a test drives. */
export interface ShimPage {
  readonly app: App;
  readonly plugin: Plugin | undefined;
  enable(): Promise<void>;
  disable(): Promise<void>;
  /** See `HttpDisk.preload`. */
  preload(): Promise<void>;
}

declare global {
  interface Window {
    shim: ShimPage;
  }
}

const parameters = new URLSearchParams(location.search);
document.body.classList.add(parameters.has('dark') ? 'theme-dark' : 'theme-light');
if (parameters.has('phone')) document.body.classList.add('is-mobile', 'is-phone');
installDomHelpers();
const disk = createHttpDisk();
const app = new App(disk, document.body.createDiv({ cls: 'app-container' }));
await app.vault.loadTree();

let plugin: Plugin | undefined;
let styles: HTMLElement | undefined;

/** Loads main.js as Obsidian does: a CommonJS module whose default export is the plugin's class. */
async function loadPluginClass(): Promise<PluginClass> {
  const source = await (await fetch('/plugin/main.js')).text();
  const module: { exports: { default?: PluginClass } } = { exports: {} };
  const require = (name: string): unknown => {
    if (name === 'obsidian') return obsidian;
    throw new Error(`Cannot find module '${name}'`);
  };
  // oxlint-disable-next-line typescript/no-implied-eval -- reason: this is how Obsidian evaluates a plugin; the shim must do the same
  new Function('module', 'exports', 'require', source)(module, module.exports, require);
  if (!module.exports.default) throw new Error('main.js has no default export');
  return module.exports.default;
}

window.shim = {
  app,
  get plugin() {
    return plugin;
  },
  preload: () => disk.preload(),
  async enable() {
    const manifest = (await (await fetch('/plugin/manifest.json')).json()) as PluginManifest;
    const PluginClass = await loadPluginClass();
    styles = document.head.createEl('style', { text: await (await fetch('/plugin/styles.css')).text() });
    plugin = new PluginClass(app, { ...manifest, dir: `${app.vault.configDir}/plugins/${manifest.id}` });
    plugin.load();
  },
  async disable() {
    plugin?.unload();
    plugin = undefined;
    styles?.remove();
  },
};

await window.shim.enable();
app.workspace.layoutReady = true;
app.workspace.trigger('shim-layout-ready');
document.body.dataset['ready'] = 'true';
