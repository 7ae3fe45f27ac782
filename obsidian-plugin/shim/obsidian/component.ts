import type { EventRef } from 'obsidian';
import { releaseEvent } from './events.ts';

/** Owns listeners, timers and children, and lets go of all of them on unload. */
export class Component {
  private readonly releases: (() => unknown)[] = [];
  private readonly children = new Set<Component>();
  private loaded = false;

  load(): void {
    if (this.loaded) return;
    this.loaded = true;
    void this.onload();
    for (const child of this.children) child.load();
  }

  unload(): void {
    if (!this.loaded) return;
    this.loaded = false;
    for (const child of this.children) this.removeChild(child);
    for (const release of this.releases.splice(0).reverse()) release();
    this.onunload();
  }

  onload(): void | Promise<void> {}
  onunload(): void {}

  addChild<T extends Component>(child: T): T {
    this.children.add(child);
    if (this.loaded) child.load();
    return child;
  }

  removeChild<T extends Component>(child: T): T {
    this.children.delete(child);
    child.unload();
    return child;
  }

  register(release: () => unknown): void {
    this.releases.push(release);
  }

  registerEvent(ref: EventRef): void {
    this.register(() => releaseEvent(ref));
  }

  registerDomEvent(target: EventTarget, type: string, listener: EventListener, options?: boolean | AddEventListenerOptions): void {
    target.addEventListener(type, listener, options);
    this.register(() => target.removeEventListener(type, listener, options));
  }

  registerInterval(timerId: number): number {
    this.register(() => window.clearInterval(timerId));
    return timerId;
  }
}
