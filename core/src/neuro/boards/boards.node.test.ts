import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { boards } from './boards.ts';

describe('boards', () => {
  test('holds every file in models/, each under its own id', () => {
    const files = readdirSync(join(import.meta.dirname, 'models')).map((name) => name.replace(/\.ts$/, ''));
    expect(Object.keys(boards).toSorted()).toEqual(files.toSorted());
    for (const [id, board] of Object.entries(boards)) expect(board.id).toBe(id);
  });

  test('every board scales its counts to its full scale and names as many channels as it has settings for', () => {
    for (const board of Object.values(boards)) {
      expect(board.defaultSettings.channels, board.id).toHaveLength(board.channelNames.length);
      expect(new Set(board.channelNames).size, board.id).toBe(board.channelNames.length);
      for (const channel of board.defaultSettings.channels) expect(board.microvoltsPerCount(channel) * (2 ** 23 - 1), board.id).toBeCloseTo(board.fullScaleUv(channel), 6);
    }
  });
});
