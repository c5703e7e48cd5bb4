import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Refactoring } from '../../model/definition.ts';
import type { Plan } from '../../model/plan.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { buildPlan } from './build-plan.ts';
import { followPins } from './refactoring-rules.ts';
import { sampleKinds, sampleLive, sampleResource, sampleState, sampleSynthesis } from './sample-backend.fake.ts';

const at = (name: string): Address => `main/owner/${name}` as Address;
const origin = { file: 'atakora/backend.ts', line: 9 };
const moved = (from: string, to: string): Refactoring => ({ kind: 'moved', from: at(from), to: at(to), origin });
const removed = (from: string): Refactoring => ({ kind: 'removed', from: at(from), origin });
const body = { location: 'westeurope', properties: { size: 1 } };
/** A resource with this address and, whatever that is, the Azure name. */
const known = (address: string, azureName: string, type = 'Test.Store/stores'): SynthesizedResource => sampleResource(address, body, { name: azureName, type });

function plan(before: readonly SynthesizedResource[], after: readonly SynthesizedResource[], refactorings: readonly Refactoring[]): Plan {
  return buildPlan({ kind: 'apply', synthesis: sampleSynthesis(after), state: sampleState(before), live: sampleLive(before), pending: [], kinds: sampleKinds, refactorings });
}

const todo = (made: Plan): readonly string[] => made.changes.filter(({ action }) => action.kind !== 'no-op').map(({ action, address }) => `${action.kind === 'move' ? `move ${action.from} to` : action.kind} ${address}`).sort();
const errors = (made: Plan): readonly string[] => made.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);

describe('moved', () => {
  it('keeps the resource under its new address', () => {
    const made = plan([known('a', 'x')], [known('b', 'x')], [moved('a', 'b')]);
    expect(todo(made)).toEqual(['move main/owner/a to main/owner/b']);
    expect(made.changes[0]).toMatchObject({ reasons: [{ kind: 'moved', text: 'it was main/owner/a before' }], properties: [], risk: 'safe' });
    expect(made.diagnostics).toEqual([]);
  });

  it('follows a chain of renames from wherever a state stands', () => {
    const rules = [moved('a', 'b'), moved('b', 'c')];
    expect(todo(plan([known('a', 'x')], [known('c', 'x')], rules))).toEqual(['move main/owner/a to main/owner/c']);
    expect(todo(plan([known('b', 'x')], [known('c', 'x')], rules))).toEqual(['move main/owner/b to main/owner/c']);
    expect(todo(plan([known('c', 'x')], [known('c', 'x')], rules))).toEqual([]);
  });

  it('moves everything of an owner, and deletes what that no longer has', () => {
    const made = plan([known('a', 'x'), known('b', 'y')], [sampleResource('a', body, { name: 'x', address: 'main/other/a' as Address })], [{ kind: 'moved', from: 'main/owner/*', to: 'main/other/*', origin }]);
    expect(todo(made)).toEqual(['delete main/owner/b', 'move main/owner/a to main/other/a']);
    expect(errors(made)).toEqual(['ATK1502']);
  });

  it('replaces under the new address what has to be replaced all the same', () => {
    const made = plan([known('a', 'x')], [known('b', 'y')], [moved('a', 'b')]);
    expect(made.changes).toMatchObject([{ address: at('b'), action: { kind: 'replace', from: at('a') }, reasons: [{ kind: 'moved' }, { kind: 'name-changed' }] }]);
    expect(errors(made)).toEqual(['ATK1502']);
  });

  it('creates again under the new address what is gone in Azure', () => {
    const before = [known('a', 'x')];
    const made = buildPlan({ kind: 'apply', synthesis: sampleSynthesis([known('b', 'x')]), state: sampleState(before), live: new Map([[at('a'), 'missing']]), pending: [], kinds: sampleKinds, refactorings: [moved('a', 'b')] });
    expect(made.changes).toMatchObject([{ address: at('b'), action: { kind: 'create' } }]);
  });

  it.each<[string, readonly SynthesizedResource[], readonly SynthesizedResource[], readonly Refactoring[], string, string]>([
    ['an address that is still defined', [known('a', 'x')], [known('a', 'x'), known('b', 'y')], [moved('a', 'b')], 'ATK1508', 'the definition still has main/owner/a (atakora/backend.ts:3)'],
    ['an address that the definition does not have', [known('a', 'x')], [known('bee', 'y')], [moved('a', 'be')], 'ATK1509', 'leads to main/owner/be, which the definition does not have'],
    ['a circle', [known('a', 'x')], [known('c', 'y')], [moved('a', 'b'), moved('b', 'a')], 'ATK1510', 'calls of moved lead in a circle: main/owner/a → main/owner/b → main/owner/a'],
    ['two places for one', [known('a', 'x')], [known('b', 'y'), known('c', 'z')], [moved('a', 'b'), moved('a', 'c')], 'ATK1510', 'say different things of main/owner/a'],
    ['two resources for one place', [known('a', 'x'), known('b', 'y')], [known('c', 'x')], [moved('a', 'c'), moved('b', 'c')], 'ATK1510', 'main/owner/b cannot move to main/owner/c: main/owner/a moves there too'],
    ['a place that is taken', [known('a', 'x'), known('b', 'y')], [known('b', 'y')], [moved('a', 'b')], 'ATK1510', 'the state has main/owner/b already'],
    ['another type', [known('a', 'x')], [known('b', 'x', 'Test.Run/apps')], [moved('a', 'b')], 'ATK1511', 'is of type Test.Store/stores and cannot become main/owner/b of type Test.Run/apps'],
    ['a removed address that is still defined', [known('a', 'x')], [known('a', 'x')], [removed('a')], 'ATK1508', 'removed({ from:'],
    ['a move and a removal of one', [known('a', 'x')], [known('b', 'x')], [moved('a', 'b'), removed('a')], 'ATK1510', 'say different things'],
  ])('refuses %s', (_what, before, after, rules, code, says) => {
    const found = plan(before, after, rules).diagnostics.filter((finding) => finding.code === code);
    expect(found).toMatchObject([{ severity: 'error', location: origin }]);
    expect(found[0]?.summary).toContain(says);
  });

  it.each<[string, readonly SynthesizedResource[], readonly SynthesizedResource[], readonly Refactoring[], readonly string[]]>([
    ['an address that the definition does not have', [known('a', 'x')], [known('bee', 'y')], [moved('a', 'be')], ['ATK1509']],
    ['an address that is still defined', [known('a', 'x'), known('b', 'z')], [known('a', 'x')], [moved('a', 'c'), moved('b', 'd')], ['ATK1508']],
    ['an owner that another call names too', [known('a', 'x')], [sampleResource('a', body, { name: 'y', address: 'main/other/a' as Address })], [{ kind: 'moved', from: 'main/owner/*', to: 'main/other/*', origin }, { kind: 'moved', from: 'main/owner/*', to: 'main/third/*', origin }], ['ATK1510']],
    ['one of two', [known('a', 'x'), known('b', 'z')], [known('c', 'y', 'Test.Run/apps')], [moved('a', 'cc')], ['ATK1502', 'ATK1509']],
  ])('tells the cause alone: %s', (_what, before, after, rules, codes) => {
    const { diagnostics } = plan(before, after, rules);
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(codes);
    expect(diagnostics.filter(({ code }) => code === 'ATK1502').every(({ address }) => address === at('b'))).toBe(true);
  });

  it('warns of a call that concerns nothing, with the nearest', () => {
    expect(plan([], [known('bee', 'x')], [moved('a', 'beee')]).diagnostics).toMatchObject([{ severity: 'warning', code: 'ATK1509', hint: 'Did you mean "main/owner/bee"?' }]);
  });

  it('says nothing of a call that other environments still need', () => {
    expect(plan([], [known('b', 'x')], [moved('a', 'b')]).diagnostics).toEqual([]);
  });

  it('means nothing to a destroy', () => {
    const before = [known('a', 'x')];
    const made = buildPlan({ kind: 'destroy', synthesis: undefined, state: sampleState(before), live: undefined, pending: [], kinds: sampleKinds, refactorings: [moved('a', 'b')] });
    expect(todo(made)).toEqual(['delete main/owner/a']);
  });
});

describe('removed', () => {
  it('forgets the resource and leaves it in Azure, with the place of the call', () => {
    const made = plan([known('a', 'x')], [], [removed('a')]);
    expect(made.changes).toMatchObject([{ address: at('a'), action: { kind: 'forget' }, reasons: [{ kind: 'removed' }], risk: 'safe', origin }]);
    expect(errors(made)).toEqual([]);
    expect(made.counts).toMatchObject({ forget: 1, delete: 0 });
  });

  it('ends a chain of renames', () => {
    expect(todo(plan([known('a', 'x')], [], [moved('a', 'b'), removed('b')]))).toEqual(['forget main/owner/a']);
  });
});

describe('names of what moves', () => {
  const pin = (address: string, name: string) => ({ address, name, generation: 1, apiVersion: '1' });

  it('go along, also through a chain and with an owner, but not over what an address has itself', () => {
    const pins = new Map([['main/a/x', pin('main/a/x', 'one')], ['main/a/y', pin('main/a/y', 'two')], ['main/c/y', pin('main/c/y', 'own')]]);
    const followed = followPins(pins, [{ kind: 'moved', from: 'main/a/*', to: 'main/b/*', origin }, { kind: 'moved', from: 'main/b/*', to: 'main/c/*', origin }]);
    expect(followed.get('main/c/x')).toEqual(pin('main/c/x', 'one'));
    expect(followed.get('main/c/y')).toEqual(pin('main/c/y', 'own'));
  });
});

describe('the origin of what the definition no longer has', () => {
  it('is where it was at the last apply', () => {
    const before = [known('a', 'x')];
    const made = buildPlan({ kind: 'apply', synthesis: sampleSynthesis([]), state: sampleState(before, { [at('a')]: { origin: 'atakora/old.ts:12:3' } }), live: undefined, pending: [], kinds: sampleKinds });
    expect(made.changes).toMatchObject([{ action: { kind: 'delete' }, origin: { file: 'atakora/old.ts', line: 12, column: 3 } }]);
  });
});
