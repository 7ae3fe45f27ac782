export { openAppleNotesFolder } from './open-apple-notes-folder.ts';
export type { FolderSourceOptions } from './open-folder-source.ts';
export { openJupyterFolder } from './open-jupyter-folder.ts';
export { openObsidianVault } from './open-obsidian-vault.ts';
