import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { buildPlan } from './build-plan.ts';
import { sampleFingerprint, sampleKinds, sampleLive, sampleResource, sampleState, sampleSynthesis } from './sample-backend.fake.ts';

const body = (size: number, component: string): JsonObject => ({ location: 'westeurope', tags: { 'atakora:component': component }, properties: { size, shape: 'square', tier: 'Hot', count: 3, seal: 'hidden' } });
const known = (owner: string, name: string, size = 1, type = 'Test.Store/stores'): SynthesizedResource =>
  sampleResource(name, body(size, owner), { address: `main/${owner}/${name}` as Address, name: `${owner}-${name}`, type });

function plan(before: readonly SynthesizedResource[], after: readonly SynthesizedResource[]): Plan {
  return buildPlan({ kind: 'apply', synthesis: sampleSynthesis(after), state: sampleState(before), live: sampleLive(before), pending: [], kinds: sampleKinds, fingerprint: sampleFingerprint });
}

describe('a deletion and a creation that look like a rename', () => {
  it('are told with the call that says so, and stay what they are', () => {
    const made = plan([known('uploads', 'store')], [known('documents', 'files')]);
    expect(made.counts).toMatchObject({ create: 1, delete: 1, move: 0 });
    expect(made.likelyMoves).toEqual([{ from: 'main/uploads/store', to: 'main/documents/files', type: 'Test.Store/stores', likeness: 1 }]);
    expect(made.diagnostics.find(({ code }) => code === 'ATK1507')).toMatchObject({
      severity: 'warning',
      summary: 'main/uploads/store would be deleted and main/documents/files created: this looks like a rename',
      hint: "To keep it, write moved({ from: 'main/uploads/store', to: 'main/documents/files' }) in atakora/backend.ts, or run `atakora state mv main/uploads/store main/documents/files`.",
    });
  });

  it('are one hint for a whole owner', () => {
    const made = plan([known('old', 'a'), known('old', 'b', 2)], [known('new', 'a'), known('new', 'b', 2)]);
    expect(made.likelyMoves).toHaveLength(2);
    expect(made.diagnostics.filter(({ code }) => code === 'ATK1507').map(({ hint }) => hint)).toEqual(["To keep them, write moved({ from: 'main/old/*', to: 'main/new/*' }) in atakora/backend.ts, or run `atakora state mv main/old main/new`."]);
  });

  it('may differ a little, and the likest are paired', () => {
    const made = plan([known('one', 'a', 1), known('one', 'b', 2)], [known('two', 'x', 2), known('two', 'y', 1)]);
    expect(made.likelyMoves).toMatchObject([{ from: 'main/one/a', to: 'main/two/y', likeness: 1 }, { from: 'main/one/b', to: 'main/two/x', likeness: 1 }]);
    const near = plan([known('one', 'a', 1)], [known('two', 'a', 9)]).likelyMoves;
    expect(near).toMatchObject([{ likeness: 0.71 }]);
  });

  it('are no rename when they are of another type or another thing', () => {
    expect(plan([known('one', 'a')], [known('two', 'a', 1, 'Test.Run/apps')]).likelyMoves).toBeUndefined();
    const other = sampleResource('a', { location: 'westeurope', properties: { size: 7, shape: 'round', count: 1 } }, { address: 'main/two/a' as Address });
    expect(plan([known('one', 'b')], [other]).likelyMoves).toBeUndefined();
  });

  it('are counted when there are many', () => {
    const many = (name: string): readonly SynthesizedResource[] => Array.from({ length: 8 }, (_, index) => known('one', `${name}${index}`, index));
    const summaries = plan(many('a'), many('b')).diagnostics.filter(({ code }) => code === 'ATK1507').map(({ summary }) => summary);
    expect(summaries).toHaveLength(6);
    expect(summaries[5]).toBe('3 more deletions and creations look like renames');
  });

  it('are found among thousands without comparing all with all', () => {
    const many = (owner: string): readonly SynthesizedResource[] => Array.from({ length: 300 }, (_, index) => known(owner, `r${index}`, index));
    const since = performance.now();
    expect(plan(many('one'), many('two')).likelyMoves).toHaveLength(300);
    expect(performance.now() - since).toBeLessThan(5_000);
  });
});
