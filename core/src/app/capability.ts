import type { z } from 'zod';
import type { Iza } from './create-iza.ts';

export type Surface = 'terminal' | 'http' | 'mcp' | 'agent' | 'workflow' | 'obsidian' | 'vscode' | 'warp';

/** What a caller must have been granted. */
export type Permission = 'notes:read' | 'notes:index' | 'notes:evaluate' | 'circuits:run' | 'headset:use' | 'recordings:read' | 'recordings:write';

/** What running it does to the world; surfaces derive confirmation and annotations from it. */
export type Effect = 'read' | 'write' | 'execute' | 'spend';

export interface CapabilityProgress {
  readonly doneCount: number;
  /** `undefined` while the total is not known. */
  readonly totalCount: number | undefined;
  readonly message: string;
}

export interface CapabilityContext {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CapabilityProgress) => void;
  /** Pieces of a text result as they are made. The final output holds the whole text again. */
  readonly onDelta?: (text: string) => void;
}

/** One thing IZA can do. Every surface is derived from this declaration and adds no behaviour. */
export interface Capability<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  /** `area.verb`. */
  readonly id: `${string}.${string}`;
  /** For a palette: `Search notes`. */
  readonly title: string;
  /** For people and models: one or two sentences. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /**
   * The input property that a terminal takes without a flag: all words joined, so that a question needs no quotes.
   * A list takes one word each, in order: `iza recordings convert IN OUT`.
   */
  readonly positional?: (keyof z.input<Input> & string) | readonly (keyof z.input<Input> & string)[];
  /** What `onDelta` gives: pieces of the text of the result, unless each is a line of JSON of its own. */
  readonly deltas?: 'json-lines';
  /** The output property whose items are results of their own, one an input: for programs, a terminal prints each on its own line. */
  readonly lines?: string;
  /** Whether an output tells that (some of) the input was wrong: a terminal then exits as it does for wrong input. */
  readonly isRefusal?: (output: z.output<Output>) => boolean;
  /** Whether an output tells of work that ended before its time, with what there is of it: a terminal then exits as it does for a failure. */
  readonly isUnfinished?: (output: z.output<Output>) => boolean;
  readonly permission: Permission;
  readonly effect: Effect;
  /** Surfaces that deliberately do not offer it, with the reason a person reads. */
  readonly leftOut?: Partial<Record<Surface, string>>;
  run(input: z.output<Input>, iza: Iza, context: CapabilityContext): Promise<z.output<Output>>;
}

/** Declares a capability with its types inferred from the schemas. */
export function defineCapability<Input extends z.ZodObject, Output extends z.ZodType>(
  capability: Capability<Input, Output>,
): Capability<Input, Output> {
  return capability;
}
