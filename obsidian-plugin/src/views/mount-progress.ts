import type { Component } from 'obsidian';
import type { ProgressView } from '@iza/ui';
import type { IndexSession, IndexState } from '../engine/index-session.ts';
import { showProblem } from '../commands/show-problem.ts';
import { addIzaElement } from './add-iza-element.ts';

/** Puts the progress of indexing, with its pause button, into a pane. It hides itself when there is nothing to say. */
export function mountProgress(owner: Component, container: HTMLElement, session: IndexSession): void {
  const element = addIzaElement(container, 'iza-progress');
  const draw = (): void => {
    element.progress = progressOf(session.state);
  };
  element.addEventListener('iza-pause', () => void session.pause().catch(showProblem));
  element.addEventListener('iza-resume', () => void session.resume().catch(showProblem));
  owner.register(session.subscribe(draw));
  draw();
}

function progressOf(state: IndexState): ProgressView {
  switch (state.type) {
    case 'indexing':
      return { state: state.paused ? 'paused' : 'indexing', doneCount: state.doneCount, totalCount: state.totalCount, message: state.path };
    case 'opening':
      return { state: 'idle', message: 'Opening the index…' };
    case 'failed':
      return { state: 'idle', message: state.message };
    case 'off':
      return { state: 'idle', message: 'The index is not open.' };
    case 'ready':
      return { state: 'idle', ...(state.noteCount === 0 && { message: 'No note is indexed yet. Run the command “Index notes”.' }) };
  }
}
