import { capabilities } from '@iza/core/app';
import { deriveCommands, type CommandSpec } from './command-spec.ts';

export async function loadCommands(): Promise<CommandSpec[]> {
  return deriveCommands(capabilities);
}
