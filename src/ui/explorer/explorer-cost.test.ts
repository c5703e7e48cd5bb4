import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Plan } from '../../model/plan.ts';
import { sampleChange, samplePlan } from '../gallery/sample-plan.ts';
import type { ScreenKey } from '../screen-key.ts';
import { beginExplorer } from './explorer-state.ts';
import { pressExplorerKey } from './press-explorer.ts';

afterEach(() => void vi.restoreAllMocks());

/** A thousand updates that share one property and have one each of their own. */
function largePlan(): Plan {
  const changes = Array.from({ length: 1000 }, (_, index) =>
    sampleChange({ owner: `part${index}`, name: 'account', type: 'Microsoft.Storage/storageAccounts', azure: `st${index}`, stack: 'main' }, { kind: 'update' }, {
      properties: [
        { path: 'properties.limit', kind: 'change', before: index, after: index + 1 },
        { path: 'tags.costCenter', kind: 'change', before: '41', after: '42' },
      ],
    }),
  );
  return samplePlan(changes);
}

const letter = (text: string): ScreenKey => ({ name: 'text', text });

describe('what a key costs in a large plan', () => {
  test('a letter of a search compares no properties: what they may share was found when the plan was opened', () => {
    const searching = pressExplorerKey(beginExplorer(largePlan()), letter('/'));
    const written = vi.spyOn(JSON, 'stringify');
    const found = [...'part99'].map(letter).reduce(pressExplorerKey, searching);
    expect(found.shown).toBe(11);
    expect(written).not.toHaveBeenCalled();
    expect(found.rows.some((row) => row.kind === 'group' && row.identical !== undefined && row.count === 11)).toBe(true);
  });

  test('moving about makes no row anew', () => {
    const begun = beginExplorer(largePlan());
    for (const key of [{ name: 'down' }, { name: 'page-down' }, { name: 'end' }, letter('n'), letter('N'), letter('w')] as const) {
      expect(pressExplorerKey(begun, key).rows).toBe(begun.rows);
    }
  });
});
