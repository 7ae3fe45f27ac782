export { chooseVaults } from './choose-vaults.ts';
export { indexFolderOf, resolveIndexFlag } from './index-folder.ts';
export { indexingCost, refuseUnaskedCost } from './indexing-cost.ts';
export { settingsHashOf, type NotesConnection, type NotesPlace } from './notes-connection.ts';
export { openHeadsets } from './open-headsets.ts';
export { openNotes, openNotesInWorker } from './open-notes.ts';
export { recordingsFolderOf } from './recordings-folder.ts';
export { registerBridge, unregisterBridge } from './running-bridge.ts';
