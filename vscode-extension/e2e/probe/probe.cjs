/**
 * Lives beside the extension in the same extension host and answers the test over HTTP: runs commands and tools, and
 * measures how long the host's thread was held up.
 */
const { createServer } = require('node:http');
const { performance } = require('node:perf_hooks');
const vscode = require('vscode');

const actions = {
  command: async ({ id, input }) => vscode.commands.executeCommand(id, ...(input === undefined ? [] : [input])),
  tools: async () => vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('iza_')),
  invokeTool: async ({ name, input }) => {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    return content.map(({ value }) => value).join('');
  },
  selection: async () => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return null;
    const { document, selection } = editor;
    return { path: document.uri.fsPath, startLine: selection.start.line + 1, endLine: selection.end.line + 1, text: document.getText(selection) };
  },
  /**
   * Runs a command; the longest turn of this thread meanwhile: the processor time it took, and by the clock,
   * which also counts what other processes did on this machine.
   */
  longestBlock: async ({ id, input }) => {
    const threadCpuMs = () => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1000;
    };
    const longest = { cpuMs: 0, wallMs: 0 };
    let last = { cpuMs: threadCpuMs(), wallMs: performance.now() };
    const timer = setInterval(() => {
      const now = { cpuMs: threadCpuMs(), wallMs: performance.now() };
      for (const clock of ['cpuMs', 'wallMs']) longest[clock] = Math.max(longest[clock], now[clock] - last[clock]);
      last = now;
    }, 1);
    try {
      await vscode.commands.executeCommand(id, input);
    } finally {
      clearInterval(timer);
    }
    return longest;
  },
};

exports.activate = (context) => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { action, ...input } = JSON.parse(body);
      Promise.resolve()
        .then(() => actions[action](input))
        .then(
          (output) => response.end(JSON.stringify({ output: output ?? null })),
          (error) => response.end(JSON.stringify({ error: String(error && error.message ? error.message : error) })),
        );
    });
  });
  server.listen(Number(process.env.IZA_PROBE_PORT), '127.0.0.1');
  context.subscriptions.push({ dispose: () => server.close() });
};
