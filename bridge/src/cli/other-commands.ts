/** What the terminal offers besides the capabilities: things about this program itself. */
export const otherCommands = [
  { name: 'start', verbs: [], usage: 'iza start', title: 'Serve the page and the HTTP API on this machine' },
  { name: 'config', verbs: ['show', 'path', 'keys'], usage: 'iza config show|path|keys', title: 'What is configured, where, and every key there is' },
  { name: 'completion', verbs: ['bash', 'zsh', 'fish'], usage: 'iza completion bash|zsh|fish', title: 'Print a completion script for your shell' },
  { name: 'help', verbs: [], usage: 'iza help [area] [verb]', title: 'This text, or the help of a command' },
  { name: 'version', verbs: [], usage: 'iza version', title: 'Which version this is' },
] as const;
