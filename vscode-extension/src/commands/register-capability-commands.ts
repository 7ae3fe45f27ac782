import * as vscode from 'vscode';
import type { NotesSession } from '../adapters/notes-session.ts';
import { noteOfUri } from '../adapters/open-place.ts';
import capabilityFacts from '../manifest/capability-facts.json' with { type: 'json' };
import type { CapabilityFacts } from '../manifest/capability-facts.ts';
import { reportError } from './report-error.ts';
import type { ResultPages } from './result-pages.ts';

// reason: the file is written by `factsOfCapabilities` and a test keeps it so; JSON modules widen literals
const facts = capabilityFacts as unknown as readonly CapabilityFacts[];

/** Shows a capability in the way of this editor, in place of the general form: inputs asked for, result as a page. */
export type Presenter = () => Promise<void>;

/**
 * One command a capability. Run from the palette it is for a person: it has its presenter or asks for what it needs and
 * shows the result. Called with an input object (by a keybinding, a task, another extension) it returns the output.
 */
export function registerCapabilityCommands(session: NotesSession, presenters: Readonly<Record<string, Presenter>>, pages: ResultPages): vscode.Disposable[] {
  return facts.map((capability) =>
    vscode.commands.registerCommand(`iza.${capability.id}`, async (argument?: unknown) => {
      if (isInputOf(capability, argument)) return session.call(capability.id, argument);
      try {
        const present = presenters[capability.id];
        if (present) await present();
        else await askAndShow(capability, session, pages);
      } catch (error) {
        reportError(error);
      }
      return undefined;
    }),
  );
}

/** Each capability as a tool of VS Code's own chat. What changes, runs or spends something is confirmed by the person. */
export function registerLanguageModelTools(session: NotesSession, signalOf: (token: vscode.CancellationToken) => AbortSignal): vscode.Disposable[] {
  return facts.map(({ id, title, effect }) =>
    vscode.lm.registerTool<object>(`iza_${id.replace('.', '_')}`, {
      prepareInvocation: ({ input }) => ({
        invocationMessage: `${title} …`,
        ...(effect !== 'read' && { confirmationMessages: { title, message: `Allow IZA to run this with ${JSON.stringify(input)}?` } }),
      }),
      async invoke({ input }, token) {
        const output = await session.call(id, input, { signal: signalOf(token) });
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(output))]);
      },
    }),
  );
}

/** A menu passes its own objects (a Uri): an input is a plain object with the capability's own properties only. */
function isInputOf({ inputSchema }: CapabilityFacts, argument: unknown): boolean {
  if (typeof argument !== 'object' || argument === null || Object.getPrototypeOf(argument) !== Object.prototype) return false;
  return Object.keys(argument).every((name) => Object.hasOwn(inputSchema.properties ?? {}, name));
}

async function askAndShow(capability: CapabilityFacts, session: NotesSession, pages: ResultPages): Promise<void> {
  const input = await askInput(capability, session);
  if (!input) return;
  const output = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `IZA: ${capability.title}` },
    () => session.call(capability.id, input),
  );
  await pages.show(capability.title, output);
}

/**
 * Asks for what is required, and for the main input where nothing is; the path of a note is the active one unless the
 * person says another. `undefined` when they stopped.
 */
async function askInput({ title, positional, inputSchema }: CapabilityFacts, session: NotesSession): Promise<Record<string, string> | undefined> {
  const input: Record<string, string> = {};
  const required = inputSchema.required ?? [];
  const asked = required.length > 0 ? required : [positional ?? []].flat();
  for (const name of asked) {
    const answer = await vscode.window.showInputBox({
      title,
      prompt: inputSchema.properties?.[name]?.description ?? name,
      value: name === 'path' ? activeNotePath(session) : '',
      ignoreFocusOut: true,
    });
    if (answer === undefined || (answer.trim() === '' && required.includes(name))) return undefined;
    if (answer.trim() !== '') input[name] = answer.trim();
  }
  return input;
}

function activeNotePath(session: NotesSession): string {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return (uri && noteOfUri(uri, session.sources())?.path) ?? '';
}
