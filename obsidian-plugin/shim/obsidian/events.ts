import type { EventRef } from 'obsidian';

interface ShimEventRef extends EventRef {
  readonly owner: Events;
  readonly name: string;
  readonly callback: (...data: unknown[]) => unknown;
}

/** Named events, as `obsidian` has them. `listenerCount` is ours: a test asks it whether an unloaded plugin let go. */
export class Events {
  private readonly refs = new Set<ShimEventRef>();

  on(name: string, callback: (...data: never[]) => unknown, context?: unknown): EventRef {
    // reason: listeners are called with what `trigger` got; their types are the caller's promise, as in Obsidian
    const ref: ShimEventRef = { owner: this, name, callback: callback.bind(context) as ShimEventRef['callback'] };
    this.refs.add(ref);
    return ref;
  }

  off(name: string, callback: (...data: never[]) => unknown): void {
    for (const ref of this.refs) if (ref.name === name && ref.callback === (callback as unknown)) this.refs.delete(ref);
  }

  offref(ref: EventRef): void {
    this.refs.delete(ref as ShimEventRef);
  }

  trigger(name: string, ...data: unknown[]): void {
    for (const ref of this.refs) if (ref.name === name) ref.callback(...data);
  }

  get listenerCount(): number {
    return this.refs.size;
  }
}

/** Lets go of a listener without knowing who holds it, as `Component.registerEvent` must. */
export function releaseEvent(ref: EventRef): void {
  (ref as ShimEventRef).owner.offref(ref);
}
