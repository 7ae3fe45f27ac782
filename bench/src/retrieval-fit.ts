// node bench/src/retrieval-fit.ts [--queries 600] : fits the fusion weights on the development collections and prints them.
// The collections are read from IZA_RETRIEVAL_DATA (default ../shared/data/retrieval beside the repository).
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type JudgedQuery, noteOfDocument, readCorpus, readJudgedQueries } from '../../core/src/knowledge/evaluation/index.ts';
import { createFeatureProbe, type Feature, features, fusionWeights, scaleFeature } from '../../core/src/knowledge/retrieval/index.ts';

const collectionNames = ['cranfield', 'cisi', 'cosqa', 'squad-dev', 'xquad-en', 'xquad-de', 'xquad-es', 'xquad-zh', 'vault-help-en'];
/** Collections that hold the same texts count as one. */
const familyOf = (name: string): string => (name.startsWith('xquad') ? 'xquad' : name);
/** Fitted features; `note` sets the scale at 1, `embedding` has no vectors here. */
const fitted = features.filter((feature) => feature !== 'note' && feature !== 'embedding');
const steps = [0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9];
/** Pulls weights that do nothing to 0. */
const shrinkage = 2e-3;
const leastGain = 1e-4;
const placeDiscounts = Array.from({ length: 10 }, (_, place) => 1 / Math.log2(place + 2));

type Weights = Record<Feature, number>;

/** One query's candidates, each feature brought to 0 to 1, with what the judges said of each. */
interface FittingQuery {
  readonly columns: readonly Float32Array[];
  readonly gains: Float32Array;
  /** Position of the first candidate of the same note where a note has several, else `undefined`. */
  readonly notes: readonly number[] | undefined;
  readonly idealGain: number;
}

interface FittingSet {
  readonly name: string;
  readonly queries: readonly FittingQuery[];
}

const { values } = parseArgs({ options: { queries: { type: 'string', default: '600' } } });
const folder = process.env['IZA_RETRIEVAL_DATA'] ?? join(import.meta.dirname, '../../../shared/data/retrieval');
const files = { read: async (path: string) => (existsSync(path) ? new Uint8Array(await readFile(path)) : undefined), list: async () => undefined };

const sets: FittingSet[] = [];
for (const name of collectionNames) {
  sets.push(await prepare(name, Number(values.queries)));
  console.log(`${name}: ${sets.at(-1)!.queries.length} queries, now ${scoreOf(sets.at(-1)!, fusionWeights).toFixed(4)}`);
}
const importance = new Map(sets.map((set) => [set.name, importanceOf(set)]));

// every fit starts from the same even weights, so that none knows what it must be tested on
const even = Object.fromEntries(features.map((feature) => [feature, feature === 'note' ? 1 : 0.2])) as Weights; // reason: fromEntries loses the key type
const whole = fit(even, sets);
console.log('all collections  ', format(whole), '\n  ', scores(whole));
const folds: Weights[] = [];
const leftOut: string[] = [];
for (const family of new Set(collectionNames.map(familyOf))) {
  const others = fit(even, sets.filter(({ name }) => familyOf(name) !== family));
  folds.push(others);
  for (const set of sets.filter(({ name }) => familyOf(name) === family)) leftOut.push(`${set.name} ${scoreOf(set, others).toFixed(4)}`);
  console.log(`without ${family}`.padEnd(18), format(others));
}
console.log('left out          ', leftOut.join('  '));
// the mean over the folds leans on no single collection
const mean = Object.fromEntries(features.map((feature) => [feature, folds.reduce((sum, weights) => sum + weights[feature], 0) / folds.length])) as Weights; // reason: fromEntries loses the key type
console.log('mean of the folds ', format(mean), '\n  ', scores(mean));

async function prepare(name: string, queryLimit: number): Promise<FittingSet> {
  const documents = await readCorpus(join(folder, name, 'corpus.jsonl'), files);
  const { index, featuresOf } = createFeatureProbe();
  for (const [noteId, document] of documents.entries()) {
    const { note, chunks } = noteOfDocument(document);
    index.add(noteId, note, chunks);
  }
  const linkTexts = await files.read(join(folder, name, 'train-anchors.json'));
  const textsById: Record<string, string[]> = linkTexts ? JSON.parse(new TextDecoder().decode(linkTexts)) : {};
  for (const [noteId, { id }] of documents.entries()) if (textsById[id]) index.setLinkTexts(noteId, textsById[id]);
  for (const _ of index.learn());
  const judged = await readJudgedQueries(join(folder, name, 'queries.jsonl'), join(folder, name, 'qrels.tsv'), files);
  return { name, queries: everyNth(judged, queryLimit).map(prepareQuery) };

  function prepareQuery({ text, judgements }: JudgedQuery): FittingQuery {
    const { noteIds, columns } = featuresOf(text);
    const ideal = [...judgements.values()].filter((relevance) => relevance > 0).sort((a, b) => b - a);
    return {
      columns: features.map((feature) => scaleFeature(feature, columns[feature])),
      gains: Float32Array.from(noteIds, (noteId) => gainOf(judgements.get(documents[noteId].id) ?? 0)),
      notes: new Set(noteIds).size < noteIds.length ? noteIds : undefined,
      idealGain: ideal.slice(0, 10).reduce((sum, relevance, place) => sum + gainOf(relevance) * placeDiscounts[place], 0),
    };
  }
}

function everyNth<Item>(items: readonly Item[], limit: number): Item[] {
  const count = Math.min(limit, items.length);
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]);
}

function gainOf(relevance: number): number {
  return 2 ** Math.max(0, relevance) - 1;
}

/** nDCG at 10 of one query under some weights. */
function scoreQuery({ columns, gains, notes, idealGain }: FittingQuery, weights: Weights): number {
  const scores = new Float64Array(gains.length);
  for (const [column, feature] of features.entries()) {
    const weight = weights[feature];
    const own = columns[column];
    if (weight !== 0) for (let position = 0; position < scores.length; position++) scores[position] += weight * own[position];
  }
  if (notes) keepBestOfNote(scores, notes);
  let sum = 0;
  for (let position = 0; position < scores.length; position++) {
    if (gains[position] === 0 || scores[position] === -Infinity) continue;
    let place = 0;
    for (let other = 0; other < scores.length && place < 10; other++) {
      if (scores[other] > scores[position] || (scores[other] === scores[position] && other < position)) place++;
    }
    if (place < 10) sum += gains[position] * placeDiscounts[place];
  }
  return sum / idealGain;
}

function keepBestOfNote(scores: Float64Array, notes: readonly number[]): void {
  const best = new Map<number, number>();
  notes.forEach((note, position) => {
    const known = best.get(note);
    if (known === undefined) best.set(note, position);
    else {
      const worse = scores[position] > scores[known] ? known : position;
      if (worse === known) best.set(note, position);
      scores[worse] = -Infinity;
    }
  });
}

function scoreOf(set: FittingSet, weights: Weights): number {
  return set.queries.reduce((sum, query) => sum + scoreQuery(query, weights), 0) / set.queries.length;
}

/** A collection near perfection moves less, and is given more weight for it; few queries are less to go by. */
function importanceOf(set: FittingSet): number {
  const family = sets.filter(({ name }) => familyOf(name) === familyOf(set.name)).length;
  return Math.min(1, Math.sqrt(set.queries.length / 150)) / Math.sqrt(1 - scoreOf(set, fusionWeights)) / family;
}

function objective(weights: Weights, over: readonly FittingSet[]): number {
  const size = fitted.reduce((sum, feature) => sum + weights[feature] ** 2, 0);
  return over.reduce((sum, set) => sum + importance.get(set.name)! * scoreOf(set, weights), 0) - shrinkage * size;
}

/** Coordinate ascent until no single change of a weight helps. */
function fit(from: Weights, over: readonly FittingSet[]): Weights {
  const weights = { ...from };
  let best = objective(weights, over);
  for (let round = 0, improved = true; improved && round < 4; round++) {
    improved = false;
    for (const feature of fitted) {
      for (const step of steps) {
        const before = weights[feature];
        if (step === before) continue;
        weights[feature] = step;
        const value = objective(weights, over);
        if (value > best + leastGain) {
          best = value;
          improved = true;
        } else weights[feature] = before;
      }
    }
  }
  return weights;
}

function format(weights: Weights): string {
  return features.map((feature) => `${feature} ${Number(weights[feature].toFixed(3))}`).join(', ');
}

function scores(weights: Weights): string {
  return sets.map((set) => `${set.name} ${scoreOf(set, weights).toFixed(4)}`).join('  ');
}
