/** Why the editors do not offer what works on a headset. */
export const leftOutOfEditors = {
  obsidian: 'A serial port belongs to the bridge, which this host cannot be; the live scope comes to it in a later step. Use the terminal or the bridge.',
  vscode: 'A serial port belongs to the bridge, and the live scope comes to the editors in a later step. Use the terminal or the bridge.',
} as const;
