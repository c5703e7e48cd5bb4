import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change, Plan } from '../../model/plan.ts';
import { dangerousPlan, emptyPlan, firstPlan, sampleChange, samplePlan } from '../gallery/sample-plan.ts';
import { displayWidth, stripEscapes } from '../text/display-width.ts';
import { asciiGlyphs } from '../text/glyphs.ts';
import type { PlanDetail } from './plan-text.ts';
import { renderPlan } from './plan-text.ts';

const plans: Readonly<Record<string, () => Plan>> = { first: firstPlan, dangerous: dangerousPlan, empty: emptyPlan };
const details: readonly PlanDetail[] = ['auto', 'counts', 'lines', 'full'];

function lastLineOf(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

describe('the printed plan', () => {
  test('says of a new resource that somebody deleted the one before', () => {
    const [sample] = firstPlan().changes;
    if (sample === undefined) throw new Error('the sample has no change');
    const change: Change = { ...sample, reasons: [{ kind: 'missing-in-azure', text: 'it was applied before and no longer exists in Azure' }] };
    for (const width of [40, 120]) {
      expect(renderPlan(samplePlan([change]), { width })).toContain('deleted in Azure');
    }
    const failed = renderPlan(samplePlan([{ ...change, reasons: [...change.reasons, { kind: 'failed-before', text: 'it failed in the last run' }] }]), { width: 120 });
    expect(failed).toContain('failed before');
    expect(failed).not.toContain('deleted in Azure');
    expect(renderPlan(samplePlan([{ ...change, reasons: [] }]), { width: 120 })).not.toMatch(/deleted in Azure|failed before/);
  });

  test('is never wider than the window, at any detail', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 160 }), fc.constantFrom(...details), fc.constantFrom(...Object.values(plans)), fc.boolean(), (width, detail, plan, color) => {
        const lines = renderPlan(plan(), { width, detail, color }).split('\n');
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      }),
      { numRuns: 150 },
    );
  });

  test('says the same without colour, and then holds no escape sequence', () => {
    const plain = renderPlan(dangerousPlan(), { width: 80, detail: 'full' });
    expect(plain).not.toContain('\u001B');
    expect(stripEscapes(renderPlan(dangerousPlan(), { width: 80, detail: 'full', color: true })).replaceAll(/ +$/gm, '')).toBe(plain);
  });

  test('needs nothing but ASCII with the ASCII signs', () => {
    // oxlint-disable-next-line eslint/no-control-regex -- the whole of ASCII is meant
    expect(renderPlan(dangerousPlan(), { width: 80, detail: 'full', glyphs: asciiGlyphs })).toMatch(/^[\u0000-\u007F]*$/);
  });

  test.each(details)('names what loses data or is replaced, counts the rest of the danger, and ends with the counts at detail %s', (detail) => {
    const text = renderPlan(dangerousPlan(), { width: 200, detail });
    for (const address of ['main/cosmos.main/account.archive', 'main/cosmos.main/account.feedback', 'main/functions.main/plan']) {
      expect(text).toContain(address);
    }
    expect(text).toContain('! This plan removes 1 resource, replaces 2, interrupts 1 and loses the data of 2:');
    expect(lastLineOf(text)).toBe('Plan: 1 to create, 6 to change, 2 to replace, 1 to delete, 1 to move, 1 to import.');
    expect(text).toContain('warning ATK1310');
  });

  test.each([40, 80])('says the type of every resource at %i columns, and no fact in its place', (width) => {
    const lines = renderPlan(firstPlan(), { width }).split('\n');
    for (const [address, title] of [['main/group.main/group', 'resource group'], ['main/storage.main/account', 'storage account'], ['main/cosmos.main/account.feedback', 'sql database'], ['main/functions.main/plan', 'serverfarm']] as const) {
      const at = lines.findIndex((line) => `${line} `.includes(`+ ${address} `));
      expect(`${lines[at]} ${lines[at + 1]}`).toContain(title);
    }
    if (width === 40) expect(lines.join('\n')).not.toContain('Standard_LRS');
  });

  test('lets one long address go without its type, not the rows around it', () => {
    const small = { type: 'A/widgets', owner: 'x.main', stack: 'data', azure: 'a' };
    const changes = ['one', 'two', 'three', 'long'.repeat(17)].map((name) => sampleChange({ ...small, name, sku: 'S1' }, { kind: 'create' }));
    const rows = renderPlan(samplePlan(changes), { width: 80 }).split('\n').filter((line) => line.startsWith('    + '));
    expect(rows.slice(0, 3)).toEqual(['    + main/x.main/one    widget  S1', '    + main/x.main/two    widget  S1', '    + main/x.main/three  widget  S1']);
    expect(rows[3]).toMatch(/^ {4}\+ main\/x\.main\/(long)+/);
    expect(rows[3]).not.toContain('widget');
  });

  test('never says the kind or a capability of a resource', () => {
    const change = sampleChange({ type: 'A/b', owner: 'x.main', name: 'n', stack: 'data', azure: 'a' }, { kind: 'create' }, {
      properties: [{ path: 'kind', kind: 'add', after: 'functionapp,linux' }, { path: 'properties', kind: 'add', after: { sku: { name: 'Standard' }, capabilities: [{ name: 'EnableServerless' }] } }],
    });
    const text = renderPlan(samplePlan([change]), { width: 160 });
    expect(text).toContain('Standard');
    expect(text).not.toMatch(/functionapp|EnableServerless/);
  });

  test('names at most twelve above the question of destroy, only those whose data is lost, and counts the rest', () => {
    const destroyed = (count: number, losing: number): string => {
      const changes = Array.from({ length: count }, (_, index) =>
        sampleChange({ type: 'A/b', owner: 'x.main', name: `n${index}`, stack: 'data', azure: `a${index}` }, { kind: 'delete' }, { risk: index < losing ? 'loses-data' : 'interrupts-service' }),
      );
      const text = renderPlan(samplePlan(changes, { kind: 'destroy' }));
      return text.slice(text.indexOf('! This plan'));
    };
    expect(destroyed(38, 0)).toBe('! This plan removes 38 resources.\n\nPlan: 0 to create, 0 to change, 0 to replace, 38 to delete.\n');
    expect(destroyed(38, 2).split('\n').slice(0, 4)).toEqual([
      '! This plan removes 38 resources and loses the data of 2:',
      '  - main/x.main/n0 (b a0)  ! loses data',
      '  - main/x.main/n1 (b a1)  ! loses data',
      '',
    ]);
    const many = destroyed(38, 20).split('\n');
    expect(many.filter((line) => line.startsWith('  - '))).toHaveLength(12);
    expect(many[13]).toBe('  … and 8 more');
  });

  test('shows danger first', () => {
    const text = renderPlan(dangerousPlan(), { width: 100 });
    const order = ['to delete', 'to replace', 'to change', 'to create', 'to move', 'to import'].map((word) => text.indexOf(` ${word}`));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('gives each of forty new resources one line, with name and facts where there is room', () => {
    const text = renderPlan(firstPlan(), { width: 120 });
    for (const change of firstPlan().changes) {
      expect(text.split('\n').filter((line) => line.includes(`${change.address} `))).toHaveLength(1);
    }
    expect(text).toContain('40 resources to create in westeurope');
    expect(text).toMatch(/main\/storage\.main\/account +storage account +stfeedbackdevweux7q2m01 +Standard_LRS/);
    expect(lastLineOf(text)).toBe('Plan: 40 to create, 0 to change, 0 to replace, 0 to delete.');
  });

  test('says that there is nothing to do', () => {
    expect(lastLineOf(renderPlan(emptyPlan()))).toBe('No changes. dev@local is as defined: 10 resources, all unchanged.');
    expect(lastLineOf(renderPlan({ ...emptyPlan(), kind: 'destroy', changes: [], counts: { ...emptyPlan().counts, unchanged: 0 } }))).toBe('No changes. There is nothing to destroy in dev@local.');
  });

  test('shows the reference for a value that is known only after apply, and why a change replaces', () => {
    const text = renderPlan(dangerousPlan(), { width: 160 });
    expect(text).toContain('"https://old.documents.azure.com/" → cosmos.endpoint (known after apply)');
    expect(text).toContain('# forces replacement: partitionKey cannot change');
    expect(text).toContain('# changed in Azure since the last apply');
    expect(text).toContain('(sensitive, changed)');
  });

  test('shows texts of several lines as a difference', () => {
    const text = renderPlan(dangerousPlan(), { width: 100 });
    expect(text).toContain('-We answer within two days.');
    expect(text).toContain('+We answer within one day.');
  });

  test('tells the same change of many resources once, and counts those that it does not name', () => {
    const text = renderPlan(dangerousPlan(), { width: 100 });
    expect(text).toContain('properties.metadata.owner on 5 resources');
    expect(text).toContain('and 2 more');
    expect(renderPlan(dangerousPlan(), { width: 100, detail: 'full' })).not.toContain('and 2 more');
  });

  test('never groups what could hurt', () => {
    const changes = [1, 2, 3].map((number) =>
      sampleChange({ type: 'A/b', owner: 'x.main', name: `n${number}`, stack: 'data', azure: `a${number}` }, { kind: 'update' }, {
        properties: [{ path: 'properties.x', kind: 'change', before: 1, after: 2 }],
        risk: 'interrupts-service',
      }),
    );
    expect(renderPlan(samplePlan(changes))).not.toContain('on 3 resources');
  });

  test('passes on no control character of a value or a message', () => {
    const evil = 'a\u001B[2Jb\u009B31mc';
    const changes = [sampleChange({ type: 'A/b', owner: 'x.main', name: 'n', stack: 'data', azure: evil }, { kind: 'update' }, { properties: [{ path: `tags.${evil}`, kind: 'change', before: evil, after: `${evil}\nx` }], reasons: [{ kind: 'tainted', text: evil }] })];
    const text = renderPlan(samplePlan(changes, { project: evil, diagnostics: [{ code: 'ATK1310', severity: 'warning', summary: evil, hint: evil }] }), { detail: 'full' });
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
  });
});
