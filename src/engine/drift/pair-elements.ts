import { isJsonObject, type Json } from '../../model/json.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { liveText } from './live-value.ts';

/** Which element of the second array stands for which of the first. */
export interface ElementPairs {
  /** By index in the first array: the index in the second. */
  readonly partners: readonly (number | undefined)[];
  /** Indexes in the second that stand for none. */
  readonly rest: readonly number[];
}

/** Pairs of elements that are looked at for the fewest differences. */
const comparedAtMost = 2_500;

/** Counts what differs between two elements; `index`: of the left one. */
export type Differences = (left: Json, right: Json, index: number) => number;

/** Properties that tell elements apart. */
const usualKeys: readonly string[] = ['name', 'id', 'path', 'key', 'flag', 'category'];

/** Properties that tell the elements of an array apart: the one that the kind names, then those that most types use. */
export function elementKeys(plainPath: string, kind: ResourceKind | undefined): readonly string[] {
  const declared = kind !== undefined && Object.hasOwn(kind.arrayKeys, plainPath) ? (kind.arrayKeys[plainPath] ?? '') : '';
  return declared === '' ? usualKeys : [declared, ...usualKeys];
}

/**
 * Pairs the elements of two arrays without regard to order: those that are the same first, then those of one key, then those with
 * the fewest differences, then by position.
 */
export function pairElements(first: readonly Json[], second: readonly Json[], keys: readonly string[], differences: Differences): ElementPairs {
  const partners: (number | undefined)[] = first.map(() => undefined);
  const free = new Set(second.keys());
  const take = (index: number, partner: number): void => {
    partners[index] = partner;
    free.delete(partner);
  };
  const open = (): number[] => first.flatMap((_element, index) => (partners[index] === undefined ? [index] : []));

  const byText = groupBy(second, (element) => liveText(element, ''));
  for (const index of open()) {
    const text = liveText(first[index] as Json, '');
    const partner = first[index] !== undefined && second[index] !== undefined && free.has(index) && liveText(second[index], '') === text ? index : byText.get(text)?.find((at) => free.has(at));
    if (partner !== undefined) take(index, partner);
  }
  for (const key of keys) {
    const known = groupBy(second, (element) => keyText(element, key));
    for (const index of open()) {
      const text = keyText(first[index] as Json, key);
      const partner = text === undefined ? undefined : known.get(text)?.find((at) => free.has(at));
      if (partner !== undefined) take(index, partner);
    }
  }
  // Where everything differs from everything, looking for the least difference would take the square of the length.
  const few = open().length * free.size <= comparedAtMost;
  for (const index of open()) {
    const partner = !few ? [...free][0] : nearest(first[index] as Json, index, second, free, differences);
    if (partner !== undefined) take(index, partner);
  }
  return { partners, rest: [...free] };
}

function nearest(element: Json, index: number, second: readonly Json[], free: ReadonlySet<number>, differences: Differences): number | undefined {
  let best: number | undefined;
  let fewest = Infinity;
  for (const at of free) {
    const count = differences(element, second[at] as Json, index) - (at === index ? 0.5 : 0);
    if (count < fewest) {
      best = at;
      fewest = count;
    }
  }
  return best;
}

function keyText(element: Json, key: string): string | undefined {
  const value = isJsonObject(element) ? element[key] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? liveText(value, '') : undefined;
}

function groupBy(elements: readonly Json[], textOf: (element: Json) => string | undefined): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>();
  elements.forEach((element, index) => {
    const text = textOf(element);
    if (text !== undefined) groups.set(text, [...(groups.get(text) ?? []), index]);
  });
  return groups;
}
