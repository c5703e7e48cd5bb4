import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { dangerousPlan, emptyPlan, firstPlan, sampleChange, samplePlan } from '../gallery/sample-plan.ts';
import { codeSpan, fencedBlock } from './markdown-text.ts';
import { commentLimit, planMarkdown } from './plan-markdown.ts';

const account = { type: 'Microsoft.Storage/storageAccounts', owner: 'storage.main', name: 'account', stack: 'data', azure: 'stone' };

const many = (count: number) =>
  samplePlan([
    ...dangerousPlan().changes.filter(({ action }) => action.kind === 'delete' || action.kind === 'replace'),
    ...Array.from({ length: count }, (_item, i) => sampleChange(account, { kind: 'create' }, { address: `main/owner.main/resource-with-a-name-${i}` as never, properties: [{ path: 'properties.text', kind: 'add', after: 'x'.repeat(400) }] })),
  ]);

describe('the plan as Markdown', () => {
  it.each([['dangerous', dangerousPlan()], ['first', firstPlan()], ['empty', emptyPlan()]])('%s', async (name, plan) => {
    await expect(planMarkdown(plan)).toMatchFileSnapshot(`./__snapshots__/plan-${name}.md`);
  });

  it('fits a comment by levels of detail, and counts what it leaves out', () => {
    const lengths = [1, 50, 200, 1_000, 20_000].map((count) => {
      const text = planMarkdown(many(count));
      expect(text.length).toBeLessThanOrEqual(commentLimit);
      return text;
    });
    expect(lengths[0]).not.toContain('Too long');
    expect(lengths[2]).toMatch(/the properties of 200 resources not shown/);
    expect(lengths[3]).toMatch(/1,?000|1000/);
    expect(lengths[4]).toMatch(/changes not listed/);
    for (const text of lengths) expect(text).toContain('> [!CAUTION]');
  });

  it('says of a new resource that somebody deleted the one before', () => {
    const plan = samplePlan([sampleChange(account, { kind: 'create' }, { reasons: [{ kind: 'missing-in-azure', text: 'it no longer exists in Azure' }] })]);
    expect(planMarkdown(plan)).toContain('| create (deleted in Azure) |');
  });

  it('never shows a sensitive value', () => {
    const plan = samplePlan([sampleChange(account, { kind: 'update' }, { properties: [{ path: 'properties.password', kind: 'change', sensitive: true }] })]);
    expect(planMarkdown(plan)).toContain('(sensitive, changed)');
  });

  it('cannot be left by names and values', () => {
    const evil = '`|<!-- </details> @everyone\n```\n# x';
    const plan = samplePlan([sampleChange(account, { kind: 'update' }, { azureName: evil, reasons: [{ kind: 'tainted', text: evil }], properties: [{ path: 'a', kind: 'change', before: evil, after: `${evil}\n2` }] })]);
    const text = planMarkdown(plan);
    expect(text.match(/^<\/details>$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/^# x/m);
    expect(text).not.toContain('@everyone</');
    expect(text.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(3);
  });
});

describe('Markdown texts', () => {
  it('hold any text in spans and blocks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '\n', '|') }), (text) => {
        const span = codeSpan(text);
        const fence = /^`+/.exec(span)?.[0] ?? '';
        expect(span.slice(fence.length, -fence.length).split(/(`+)/).filter((part) => part.startsWith('`')).every((run) => run.length < fence.length)).toBe(true);
        const block = fencedBlock('diff', text.split('\n'));
        const ticks = /^`+/.exec(block)?.[0] ?? '';
        expect(block.slice(ticks.length, -ticks.length)).not.toContain(ticks);
      }),
    );
  });
});
