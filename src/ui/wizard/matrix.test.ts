import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { toAnswers } from './answers.ts';
import type { Matrix } from './matrix.ts';
import { cellText, fittingLines, formatChange, isChanged, parseChange, withCell } from './matrix.ts';
import { matrixLines } from './matrix-lines.ts';
import { createQuestions } from './questions.ts';
import { sampleSources } from '../gallery/sample-wizard.ts';
import { equivalentCommand } from './unasked.ts';
import { beginWizard } from './wizard-flow.ts';
import { pressWizardKey } from './wizard-keys.ts';
import { wizardLines } from './wizard-lines.ts';
import type { WizardAction, WizardState } from './wizard-state.ts';
import { currentQuestion, noField } from './wizard-state.ts';

const rows = [
  { key: 'cosmos.mode', group: 'cosmos', label: 'mode', values: ['serverless', 'autoscale'] },
  { key: 'cosmos.maxThroughput', group: 'cosmos', label: 'maxThroughput' },
  { key: 'storage.sku', group: 'storage', label: 'sku', values: ['LRS', 'ZRS', 'GRS'] },
];

/** Throughput has to be a number; less than 1000 with autoscale is a contradiction. */
function sampleMatrix(columns: readonly string[]): Matrix {
  const base = (_column: string, key: string): string => ({ 'cosmos.mode': 'serverless', 'cosmos.maxThroughput': '4000', 'storage.sku': 'LRS' })[key] ?? '';
  const checkCell = (column: string, key: string, text: string): string | undefined => (!columns.includes(column) ? `no ${column}` : key === 'cosmos.maxThroughput' && !/^\d+$/.test(text) ? 'must be a number' : undefined);
  const matrix: Matrix = {
    columns,
    rows,
    base,
    checkCell,
    checkAll: (lines) => {
      const changes = lines.map((line) => parseChange(line, true));
      const wrong = changes.map((change) => (change === undefined ? 'unread' : checkCell(change.column, change.key, change.text))).find((found) => found !== undefined);
      return wrong ?? columns.map((column) => (cellText(matrix, lines, column, 'cosmos.mode') === 'autoscale' && Number(cellText(matrix, lines, column, 'cosmos.maxThroughput')) < 1000 ? `${column}: too little for autoscale` : undefined)).find((found) => found !== undefined);
    },
  };
  return matrix;
}

const sources = { ...sampleSources, settings: sampleMatrix, secrets: (template: string) => (template === 'uploads' ? [{ name: 'SCAN_API_KEY', description: 'key of the scanner' }] : []) };
const questions = createQuestions(sources);
const press = (state: WizardState, ...actions: readonly WizardAction[]): WizardState => actions.reduce(pressWizardKey, state);
const type = (text: string): WizardAction => ({ name: 'text', text });
const key = (name: Exclude<WizardAction['name'], 'text' | 'highlight' | 'choose'>): WizardAction => ({ name });
const given = { project: 'shop', organization: '', template: 'uploads', location: 'westeurope', subscriptionId: '', environments: ['dev', 'prod'], defaultEnvironment: 'dev', tags: '' };
const atSettings = (): WizardState => beginWizard(questions, given);

describe('the matrix of settings', () => {
  test('is passed with Enter, and then changes nothing', () => {
    const next = press(atSettings(), key('enter'));
    expect(currentQuestion(next)?.id).toBe('secrets');
    expect(toAnswers(next.draft)).not.toHaveProperty('settings');
  });

  test('changes a choice by Space, a number by typing, and puts a cell back by x or by what it was', () => {
    const changed = press(atSettings(), type(' '), key('right'), key('down'), type('8'), type('000'), key('enter'));
    expect(changed.field.checked).toEqual(['dev.cosmos.mode=autoscale', 'prod.cosmos.maxThroughput=8000']);
    expect(press(changed, type('x')).field.checked).toEqual(['dev.cosmos.mode=autoscale']);
    expect(press(changed, key('left'), key('up'), type(' ')).field.checked).toEqual(['prod.cosmos.maxThroughput=8000']);
    expect(currentQuestion(press(changed, key('enter')))?.id).toBe('secrets');
  });

  test('keeps a value that cannot stand there out, says why, and lets Escape drop it', () => {
    const typed = press(atSettings(), key('down'), type('9'), type('x'), key('enter'));
    expect(typed.error).toBe('must be a number');
    expect(typed.field).toMatchObject({ typed: '9x', checked: [] });
    const dropped = press(typed, key('escape'));
    expect(dropped.field).not.toHaveProperty('typed');
    expect(currentQuestion(dropped)?.id).toBe('settings');
  });

  test('lets cells contradict each other while they are changed, but not leave so', () => {
    const half = press(atSettings(), type(' '), key('down'), type('5'), type('0'), type('0'), key('enter'));
    expect(matrixLines(sampleMatrix(['dev', 'prod']), half.field, createSurface({ width: 80 }), 20).join('\n')).toContain('dev: too little for autoscale');
    const stays = press(half, key('enter'));
    expect(currentQuestion(stays)?.id).toBe('settings');
    expect(stays.error).toBe('dev: too little for autoscale');
    expect(currentQuestion(press(stays, type('x'), key('enter')))?.id).toBe('secrets');
  });

  test('loses with an environment only the changes of that one', () => {
    const settings = ['dev.storage.sku=ZRS', 'prod.storage.sku=GRS'];
    const review = press(beginWizard(questions, { ...given, settings, secrets: [] }));
    expect(review.at).toBe('review');
    const row = 5;
    const without = press({ ...review, reviewCursor: row }, key('enter'));
    expect(currentQuestion(without)?.id).toBe('environments');
    expect(press(without, type(' '), key('enter')).draft.settings).toEqual(['prod.storage.sku=GRS']);
  });

  test('has changes in the command that gives them again, one flag each, and no secret that is entered', () => {
    const answers = toAnswers({ ...given, settings: ['prod.storage.sku=GRS', 'prod.x.y=a b'], secrets: ['A=generate', 'B=enter'] });
    expect(equivalentCommand(questions, answers)).toContain(" --set prod.storage.sku=GRS --set 'prod.x.y=a b' --secret A=generate");
    expect(equivalentCommand(questions, answers)).not.toContain('B=');
  });

  const action: fc.Arbitrary<WizardAction> = fc.oneof(
    fc.constantFrom('up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down', 'tab', 'enter', 'escape', 'back-tab', 'backspace', 'delete', 'clear').map((name) => ({ name }) as WizardAction),
    fc.constantFrom(' ', ' ', 'x', 'e', '7', '8000', 'j', '?', '👍', 'pasted\r\ntext\u001B[31m').map(type),
  );

  test('after any keys holds only lines that change a cell, once each, and fits its window', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), fc.constantFrom([40, 9], [80, 23], [120, 39]), (actions, [width = 80, height = 23]) => {
        const state = press(atSettings(), ...actions);
        if (currentQuestion(state)?.id !== 'settings') return;
        const matrix = sampleMatrix(['dev', 'prod']);
        const { checked, cursor, column } = state.field;
        expect(cursor).toBeLessThan(rows.length);
        expect(column).toBeLessThan(2);
        const changes = checked.map((line) => parseChange(line, true));
        expect(changes.every((change) => change !== undefined && change.text !== matrix.base(change.column, change.key) && isChanged(checked, change.column, change.key))).toBe(true);
        expect(new Set(changes.map((change) => `${change?.column}.${change?.key}`)).size).toBe(checked.length);
        const lines = matrixLines(matrix, state.field, createSurface({ width }), height);
        expect(lines.length).toBeLessThanOrEqual(height);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
        expect(lines.join('')).not.toContain('\u001B[31m');
      }),
      { numRuns: 300 },
    );
  });
});

describe('the secrets', () => {
  const atSecrets = (): WizardState => press(atSettings(), key('enter'));

  test('are for later unless something else is chosen, and are not asked where a template has none', () => {
    expect(toAnswers(press(atSecrets(), key('enter')).draft)).not.toHaveProperty('secrets');
    expect(press(atSecrets(), type(' ')).field.checked).toEqual(['SCAN_API_KEY=generate']);
    expect(press(atSecrets(), type(' '), type(' ')).field.checked).toEqual(['SCAN_API_KEY=enter']);
    expect(press(atSecrets(), type(' '), type(' '), type(' ')).field.checked).toEqual([]);
    expect(press(beginWizard(questions, { ...given, template: 'empty' }), key('enter')).at).toBe('review');
  });

  test('refuse a value in the place of what becomes of them, and do not repeat it', () => {
    const question = questions.find(({ id }) => id === 'secrets');
    const refusal = question?.validate(['SCAN_API_KEY=hunter2-hunter2'], { template: 'uploads' });
    expect(refusal).toContain('secrets import');
    expect(refusal).not.toContain('hunter2');
    expect(question?.validate(['OTHER=generate'], { template: 'uploads' })).toContain('SCAN_API_KEY');
  });

  test('chosen for a template go with it', () => {
    const review = press(beginWizard(questions, { ...given, settings: [], secrets: ['SCAN_API_KEY=generate'] }));
    expect(review.at).toBe('review');
    const atTemplate = press({ ...review, reviewCursor: 2 }, key('enter'));
    expect(press(atTemplate, { name: 'choose', value: 'empty' }).draft).not.toHaveProperty('secrets');
  });
});

describe('the screens', () => {
  const screens: Readonly<Record<string, WizardState>> = {
    secrets: press(atSettings(), key('enter'), type(' ')),
    'settings-wrong': press(atSettings(), key('down'), type('9x'), key('enter')),
    'settings-help': press(atSettings(), type('?')),
  };

  test.each([40, 80, 120])('are as reviewed at %i columns', async (width) => {
    for (const [name, state] of Object.entries(screens)) {
      const { above, below } = wizardLines(state, [], { surface: createSurface({ width }), rows: 30 });
      await expect(`${[...above, ...below].join('\n')}\n`).toMatchFileSnapshot(`../../../snapshots/ui/wizard-${name}/${width}.txt`);
    }
  });
});

test('a change is read as it is written', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{2,8}$/), fc.stringMatching(/^[a-z]+\.[A-Za-z]+$/), fc.stringMatching(/^[!-~]([ -~]*[!-~])?$/), (column, name, text) => {
      expect(parseChange(formatChange({ column, key: name, text }), true)).toEqual({ column, key: name, text });
      expect(parseChange(formatChange({ column: '', key: 'NAME', text }), false)).toEqual({ column: '', key: 'NAME', text });
    }),
  );
  expect(['', '=x', 'x', 'dev=x', '.a=x', 'dev.=x'].map((line) => parseChange(line, true))).toEqual(Array.from({ length: 6 }));
});

test('a cell that says what it said has no line, and other cells keep theirs', () => {
  const matrix = sampleMatrix(['dev', 'prod']);
  const one = withCell(matrix, [], 'prod', 'storage.sku', 'GRS');
  expect(withCell(matrix, one, 'dev', 'storage.sku', 'ZRS')).toEqual(['dev.storage.sku=ZRS', 'prod.storage.sku=GRS']);
  expect(withCell(matrix, one, 'prod', 'storage.sku', 'LRS')).toEqual([]);
  expect(fittingLines(matrix, ['dev.storage.sku=ZRS', 'qa.storage.sku=ZRS', 'nonsense'])).toEqual(['dev.storage.sku=ZRS']);
});

test('the cell of the cursor is marked without colour', () => {
  const lines = matrixLines(sampleMatrix(['dev', 'prod']), { ...noField, cursor: 2, column: 1, checked: ['prod.storage.sku=GRS'] }, createSurface({ width: 80 }), 20);
  expect(lines.join('\n')).toMatch(/❯ {3}sku +LRS +\[GRS\*\]/);
  expect(lines.join('\n')).toContain('prod.storage.sku = GRS, was LRS (LRS, ZRS, GRS)');
});

test.each([[40, 9], [40, 12], [80, 23]])('the whole screen of the matrix fits %i by %i, with the row of the cursor on it', (width, rows) => {
  const state = press(atSettings(), key('down'), key('down'));
  const { above, below } = wizardLines(state, [], { surface: createSurface({ width }), rows });
  expect(above.length + below.length).toBeLessThanOrEqual(rows);
  expect(above.join('\n')).toMatch(/❯ {3}sku/);
  expect(above.join('\n')).toContain('Which settings differ');
});
