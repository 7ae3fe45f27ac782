/** Why the editors do not offer what works on recordings. */
export const leftOutOfEditors = {
  obsidian: 'Recordings are files outside the vault that this host cannot open; use the terminal or the bridge.',
  vscode: 'Recordings come to the editors together with the live scope; use the terminal or the bridge.',
} as const;
