export { chooseVaults } from './choose-vaults.ts';
export { indexFolderOf, resolveIndexFlag } from './index-folder.ts';
export type { NotesConnection, NotesPlace } from './notes-connection.ts';
export { openNotes, openNotesInWorker } from './open-notes.ts';
export { registerBridge, unregisterBridge } from './running-bridge.ts';
