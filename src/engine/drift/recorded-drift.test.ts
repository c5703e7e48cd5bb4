import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { answerCompareCase } from './compare-case.ts';

const file = '../shared/golden/resources.jsonl';
const missing = !existsSync(file);

interface RecordedPair {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly sent: JsonObject;
  readonly received: JsonObject;
  readonly receivedFrom: string;
}

const pairs: readonly RecordedPair[] = missing ? [] : readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as RecordedPair).filter(({ receivedFrom }) => receivedFrom === 'GET');

/** Paths that are called an edit. `prefix` makes a type that the catalogue does not have. */
function edits({ id, type, apiVersion, sent }: RecordedPair, live: JsonObject, prefix = ''): readonly string[] {
  const answer = answerCompareCase({ id, type: `${prefix}${type}`, apiVersion, applied: sent, live });
  return 'findings' in answer ? answer.findings.flatMap(({ path, origin }) => (origin === 'edit' ? [path] : [])) : ['error'];
}

type Steps = readonly (string | number)[];

/** Places whose value was answered as it was sent. */
function kept(sent: Json | undefined, received: Json | undefined, steps: Steps = []): readonly Steps[] {
  if (Array.isArray(sent) && Array.isArray(received)) {
    return sent.flatMap((item: Json, index) => kept(item, received[index] as Json | undefined, [...steps, index]));
  }
  if (isJsonObject(sent) && isJsonObject(received)) {
    return Object.entries(sent).flatMap(([key, item]) => (/^[^.[\]'"]+$/.test(key) ? kept(item, received[key], [...steps, key]) : []));
  }
  return sent === received && sent !== undefined && sent !== null && sent !== '' && !(steps.length === 1 && ['id', 'name', 'type'].includes(String(steps[0]))) ? [steps] : [];
}

function edited(value: Json, [step, ...rest]: Steps): Json {
  if (step === undefined) return typeof value === 'string' ? `${value}x` : typeof value === 'number' ? value + 1 : value !== true;
  return Array.isArray(value) ? (value as readonly Json[]).map((item, index) => (index === step ? edited(item, rest) : item)) : { ...(value as JsonObject), [step]: edited((value as JsonObject)[step] ?? null, rest) };
}

const pathOf = (steps: Steps): string => steps.map((step, index) => (typeof step === 'number' ? `[${String(step)}]` : index === 0 ? step : `.${step}`)).join('');

/** Share of recorded resources that are as Azure left them, and of single edits that are found. */
function shares(prefix: string): { readonly untouched: number; readonly found: number } {
  const quiet = pairs.filter((pair) => edits(pair, pair.received, prefix).length === 0).length;
  const places = pairs.flatMap((pair) => kept(pair.sent, pair.received).map((steps) => ({ pair, steps })));
  const found = places.filter(({ pair, steps }) => edits(pair, edited(pair.received, steps) as JsonObject, prefix).includes(pathOf(steps))).length;
  return { untouched: quiet / pairs.length, found: found / places.length };
}

describe('what Azure was recorded to answer', () => {
  it.skipIf(missing)('is no edit, and every edited value is one, by the rules of its type', () => {
    const { untouched, found } = shares('');
    expect(untouched).toBeGreaterThan(0.99);
    expect(found).toBeGreaterThan(0.99);
  });

  // What to expect of types that nobody has described: the same pairs, with the rules for every type alone.
  it.skipIf(missing)('is seldom an edit, and every edited value is one, by the rules that hold for all types', () => {
    const { untouched, found } = shares('Unknown.');
    expect(untouched).toBeGreaterThan(0.93);
    expect(found).toBeGreaterThan(0.99);
  });
});

if (missing) console.log(`skipped: ${file} is not there`);
