import type { App } from './app.ts';
import { SuggestModal } from './modal.ts';

export interface Command {
  id: string;
  name: string;
  icon?: string;
  callback?: () => unknown;
  checkCallback?: (checking: boolean) => boolean | void;
}

/** The command registry and its palette (Ctrl/Cmd+P). */
export class Commands {
  readonly commands: Record<string, Command> = {};
  private readonly app: App;

  constructor(app: App) {
    this.app = app;
    document.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.openPalette();
    });
  }

  add(command: Command): void {
    this.commands[command.id] = command;
  }

  remove(id: string): void {
    delete this.commands[id];
  }

  executeCommandById(id: string): boolean {
    const command = this.commands[id];
    if (!command) return false;
    if (command.checkCallback) return command.checkCallback(false) !== false;
    command.callback?.();
    return true;
  }

  available(): Command[] {
    return Object.values(this.commands).filter((command) => !command.checkCallback || command.checkCallback(true));
  }

  openPalette(): void {
    new CommandPalette(this.app).open();
  }
}

class CommandPalette extends SuggestModal<Command> {
  constructor(app: App) {
    super(app);
    this.setPlaceholder('Type a command…');
  }

  getSuggestions(query: string): Command[] {
    return this.app.commands.available().filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()));
  }

  renderSuggestion(command: Command, element: HTMLElement): void {
    element.setText(command.name);
  }

  onChooseSuggestion(command: Command): void {
    this.app.commands.executeCommandById(command.id);
  }
}
