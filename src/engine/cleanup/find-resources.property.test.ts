import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CleanupReport } from '../../model/cleanup.ts';
import { findLeftovers } from './find-leftovers.ts';
import { heldThings } from './held-things.ts';
import type { EndedHistory } from './random-history.fake.ts';
import { happening, playHistory, testOwner } from './random-history.fake.ts';

const olderThanMs = 30 * 86_400_000;

function find(history: EndedHistory): CleanupReport {
  const before = new Date(Date.parse(history.now) - olderThanMs).toISOString();
  const question = { owner: testOwner, held: heldThings(history.records), before, keep: 10, kinds: ['resources', 'groups'] as const, formers: new Map(), stateAccounts: new Set<string>() };
  return findLeftovers(question, { azure: history.azure, runs: [], versions: [] }, { at: history.now, olderThanMs, notSearched: [] });
}

/** Everything that is left behind, by the plainest reading of the rules: taken away from a set, one by one, until nothing changes. */
function leftBehind({ azure, records, now }: EndedHistory): ReadonlySet<string> {
  const text = JSON.stringify(records.map(({ state, entries }) => [state, entries])).toLowerCase();
  const held = new Set(records.flatMap(({ state }) => Object.values(state?.resources ?? {}).map(({ id }) => id.toLowerCase())));
  const cutOff = Date.parse(now) - olderThanMs;
  const timeOf = (run = ''): number => Date.parse(`${run.slice(6, 10)}-${run.slice(10, 12)}-${run.slice(12, 14)}T${run.slice(15, 17)}:${run.slice(17, 19)}:${run.slice(19, 21)}Z`);
  const going = new Set(
    azure.resources
      .filter(({ tags }) => tags['atakora:environment'] === 'dev' && tags['atakora:managed-by'] === 'atakora')
      // A record of the hash of another environment under a changed tag is not ours.
      .filter(({ id }) => id.includes('/rg-dev-'))
      .filter(({ id, createdAt = '', tags }) => !held.has(id.toLowerCase()) && !text.includes(`${id.toLowerCase()}"`) && Date.parse(createdAt) <= cutOff && timeOf(tags['atakora:run']) <= cutOff)
      .filter(({ id }) => !azure.locks.some(({ scope }) => scope === id.toLowerCase()))
      .map(({ id }) => id.toLowerCase()),
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (const user of azure.resources) {
      if (going.has(user.id.toLowerCase())) continue;
      for (const reference of user.references) changed = going.delete(reference) || changed;
    }
  }
  return going;
}

describe('whatever happened to a project', () => {
  it('nothing is proposed that any state holds, a journal names, or something that stays refers to; and every orphan is found', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60, size: 'max' }), (happenings) => {
        const history = playHistory(happenings);
        const proposed = find(history).findings.filter(({ kind }) => kind === 'resources').map(({ id }) => id.toLowerCase());
        expect(proposed.toSorted()).toEqual([...leftBehind(history)].toSorted());
      }),
      { numRuns: 400 },
    );
  });

  it('no group is proposed in which anything stays or any state holds something', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60, size: 'max' }), (happenings) => {
        const history = playHistory(happenings);
        const { findings } = find(history);
        const going = new Set(findings.map(({ id }) => id.toLowerCase()));
        const held = history.records.flatMap(({ state }) => Object.values(state?.resources ?? {}).map(({ id }) => id.toLowerCase()));
        for (const { id } of findings.filter(({ kind }) => kind === 'groups')) {
          const inside = `${id.toLowerCase()}/`;
          expect(history.azure.resources.filter((resource) => resource.id.toLowerCase().startsWith(inside) && !going.has(resource.id.toLowerCase()))).toEqual([]);
          expect(held.filter((one) => one.startsWith(inside))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the histories are worth it: orphans, and orphans that something keeps alive, both occur', () => {
    const counts = { found: 0, used: 0, locked: 0, younger: 0, pending: 0 };
    for (const happenings of fc.sample(fc.array(happening, { minLength: 40, maxLength: 60, size: 'max' }), { numRuns: 200, seed: 7 })) {
      const { findings, leftAlone } = find(playHistory(happenings));
      counts.found += findings.length;
      for (const { reason } of leftAlone) if (reason in counts) counts[reason as 'used'] += 1;
    }
    expect(Object.entries(counts).filter(([, count]) => count < 20)).toEqual([]);
  });
});
