import { expect, test } from 'vitest';
import { defaultSites } from './board-sites.ts';
import { siteOf } from './site-name.ts';
import { findPosition, standardPositions } from './standard-positions.ts';

test.each([
  ['Fc5.', 'FC5'], // PhysioNet eegmmidb
  ['Fp1.', 'Fp1'],
  ['Iz..', 'Iz'],
  ['EEG Fp1-A2', 'Fp1'], // hospital EDF
  ['EEG T3-REF', 'T7'],
  ['EEG FP2-LE', 'Fp2'],
  ['EEG A1-Ref', 'A1'],
  ['POL T5', undefined],
  ['T6', 'P8'],
  ['TP9', 'TP9'], // Muse
  ['AF7', 'AF7'],
  [' oz ', 'Oz'],
  ['C3(A2)', 'C3'],
  ['Fp1-F7', undefined], // a bipolar pair has no place of its own
  ['A1', 'A1'],
  ['EXG Channel 0', undefined],
  ['Right AUX', undefined],
  ['', undefined],
])('siteOf(%j) is %j', (name, site) => {
  expect(siteOf(name)).toBe(site);
});

test('standardPositions is left-right symmetric to the few millimetres of an average head', () => {
  for (const { site, xMm, yMm, zMm } of standardPositions) {
    const number = Number(/\d+$/.exec(site)?.[0] ?? 0);
    if (number === 0) expect(Math.abs(xMm)).toBeLessThan(3);
    if (number % 2 === 0) continue;
    const mirrored = findPosition(site.replace(/\d+$/, String(number + 1)))!; // reason: every odd site of the system has its even twin
    expect(xMm).toBeLessThan(0);
    expect(Math.hypot(xMm + mirrored.xMm, yMm - mirrored.yMm, zMm - mirrored.zMm), site).toBeLessThan(13);
  }
});

test('standardPositions names each site once, within the size of a head', () => {
  expect(standardPositions.length).toBe(90);
  expect(new Set(standardPositions.map(({ site }) => site)).size).toBe(90);
  for (const { xMm, yMm, zMm } of standardPositions) expect(Math.hypot(xMm, yMm, zMm)).toBeLessThan(150);
});

test('findPosition() puts Cz on top, Fpz in front, Oz behind, T7 left, T8 right', () => {
  const of = (name: string) => findPosition(name)!; // reason: these are sites
  expect(Math.max(...standardPositions.map(({ zMm }) => zMm)) - of('Cz').zMm).toBeLessThan(2);
  expect(of('Fpz').yMm).toBeGreaterThan(of('Fz').yMm);
  expect(of('Oz').yMm).toBeLessThan(of('Pz').yMm);
  expect(of('T7').xMm).toBeLessThan(of('C3').xMm);
  expect(of('T8').xMm).toBeGreaterThan(of('C4').xMm);
  expect(findPosition('EOG left')).toBeUndefined();
});

test('defaultSites gives every input of every board a site of its own', () => {
  expect(Object.entries(defaultSites).map(([board, sites]) => [board, sites.length])).toEqual([
    ['cyton', 8],
    ['cyton-wifi', 8],
    ['cyton-daisy', 16],
    ['cyton-daisy-wifi', 16],
    ['ganglion', 4],
    ['ganglion-wifi', 4],
    ['synthetic', 16],
  ]);
  for (const sites of Object.values(defaultSites)) {
    expect(new Set(sites).size).toBe(sites.length);
    for (const site of sites) expect(siteOf(site)).toBe(site);
  }
});
