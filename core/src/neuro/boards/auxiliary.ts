import type { FrameBatch } from './frame-batch.ts';
import type { BoardSettings } from './board-settings.ts';

/** What one frame said besides its samples. */
export interface AuxiliaryReading {
  readonly kind: AuxiliaryKind;
  /** As many as `AUXILIARY_VALUES[kind]` names; NaN for one that did not report. */
  readonly values: readonly number[];
}

export type AuxiliaryKind = 'acceleration' | 'analog' | 'digital' | 'marker' | 'board-time' | 'resistance' | 'user-defined';

export const AUXILIARY_VALUES: Readonly<Record<AuxiliaryKind, { readonly names: readonly string[]; readonly unit: string }>> = {
  acceleration: { names: ['x', 'y', 'z'], unit: 'g' },
  analog: { names: ['A5', 'A6', 'A7'], unit: '' },
  digital: { names: ['D11', 'D12', 'D13', 'D17', 'D18'], unit: '' },
  marker: { names: ['marker'], unit: '' },
  'board-time': { names: ['time'], unit: 'ms' },
  resistance: { names: ['channel', 'impedance'], unit: 'Ohm' },
  'user-defined': { names: ['byte 1', 'byte 2', 'byte 3', 'byte 4', 'byte 5', 'byte 6'], unit: '' },
};

/** Reads one frame of a batch. No reading is no news: a sensor slower than the samples says nothing in most frames. */
export type ReadAuxiliary = (batch: FrameBatch, frame: number, settings: BoardSettings) => readonly AuxiliaryReading[];
