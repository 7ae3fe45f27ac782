/** Why the editors do not offer what works on circuits. */
export const leftOutOfEditors = {
  obsidian: 'Circuits come to the editors with their own views of ```qasm blocks; use the terminal or the bridge.',
  vscode: 'Circuits come to the editors with the language support of .qasm files; use the terminal or the bridge.',
} as const;
