import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtInMetadata } from '../azure/template-metadata.ts';
import { answerCase } from './answer-case.ts';

const golden = join(import.meta.dirname, '../../../shared/golden');
const isHere = existsSync(golden);
/** As the command gives them. */
const known = { now: '2026-01-02T03:04:05Z', ...builtInMetadata() };

/** How many rows agree today at least; raise them with every row gained. */
const floors = { expressions: 641, derived: 44, deployments: 465, templates: 26 };

// oxlint-disable-next-line typescript/no-explicit-any -- the rows are somebody else's JSON, compared as they are
type Row = any;

function difference(want: unknown, got: unknown, path: string): string | undefined {
  const show = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 160);
  const mismatch = `${path}: expected ${show(want)}, got ${show(got)}`;
  if (Array.isArray(want)) {
    if (!Array.isArray(got)) return mismatch;
    for (let i = 0; i < Math.max(want.length, got.length); i += 1) {
      const found = i < want.length && i < got.length ? difference(want[i], got[i], `${path}[${i}]`) : `${path}[${i}]: expected ${show(want[i])}, got ${show(got[i])}`;
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof want !== 'object' || want === null) return Object.is(want, got) ? undefined : mismatch;
  if (typeof got !== 'object' || got === null || Array.isArray(got)) return mismatch;
  for (const key of new Set([...Object.keys(want), ...Object.keys(got)])) {
    const a = (want as Row)[key];
    const b = (got as Row)[key];
    const found = key in want && key in got ? difference(a, b, `${path}.${key}`) : `${path}.${key}: expected ${show(a)}, got ${show(b)}`;
    if (found !== undefined) return found;
  }
  return undefined;
}

const atRunTime = /\b(reference|references|list\w*)\(|managedservices|newguid|utcnow/i;
const at = (value: Row, path: string): Row => path.split(/[.[\]]+/).filter(Boolean).reduce((node, key) => node?.[key], value);
const byName = (object: Row, name: string): Row => Object.entries(object ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

function judge(row: Row, answer: Row): string | undefined {
  const isExpression = row.expression !== undefined;
  const wantsError = isExpression ? 'error' in row : row.expected.error !== undefined;
  if (wantsError) return answer.error === undefined ? `expected an error, got ${JSON.stringify(answer.value ?? answer.properties)?.slice(0, 100)}` : undefined;
  if (answer.error !== undefined) return `unexpected error: ${answer.error.message}`;
  if (isExpression) return difference(row.expected, answer.value, 'value');
  return judgeTemplate(row, answer);
}

function judgeTemplate({ expected, template }: Row, answer: Row): string | undefined {
  const got = answer.properties;
  for (const key of ['parameters', 'dependencies', 'providers', 'outputResources']) {
    const found = expected[key] === undefined ? undefined : difference(expected[key], got[key], key);
    if (found !== undefined) return found;
  }
  if (expected.resources !== undefined) {
    const found = difference(expected.resources, answer.resources, 'resources');
    if (found !== undefined) return found;
  }
  for (const [name, want] of Object.entries<Row>(expected.outputs ?? {})) {
    const source = byName(template.outputs, name);
    if (expected.dependencies !== undefined && atRunTime.test(JSON.stringify(source ?? ''))) continue;
    const bare = want !== null && typeof want === 'object' && 'type' in want && 'value' in want ? want.value : want;
    const found = difference(bare, byName(got.outputs, name)?.value, `outputs.${name}`);
    if (found !== undefined) return found;
  }
  for (const { path, equals } of expected.assertions ?? []) {
    if (!/^(resources|outputs)[\w.[\]-]*$/.test(path) || equals === undefined) continue;
    const found = difference(equals, at({ resources: answer.resources, outputs: got.outputs }, path), path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function rowsOf(part: string): readonly Row[] {
  return readFileSync(join(golden, `${part}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter((row) => row.expected?.mocks === undefined);
}

function caseOf(row: Row): Row {
  if (row.expression !== undefined) return { id: row.id, expression: row.expression, inputs: row.inputs ?? {} };
  return { id: row.id, template: row.template, parameters: row.parameters?.parameters ?? row.parameters ?? {}, scope: { subscriptionId: '00000000-0000-0000-0000-000000000000', ...row.scope } };
}

if (!isHere) console.log('golden facts: skipped, ../shared/golden is not here');

describe.skipIf(!isHere)('golden facts of Azure', () => {
  test.each(Object.entries(floors))('%s agree in at least %d rows', (part, floor) => {
    const rows = rowsOf(part);
    const began = performance.now();
    const failures = rows.flatMap((row) => {
      const found = judge(row, answerCase(caseOf(row), known));
      return found === undefined ? [] : [`  ${row.id}: ${found}`];
    });
    const agree = rows.length - failures.length;
    console.log([`${part}: ${agree} of ${rows.length} agree, ${Math.round(performance.now() - began)} ms`, ...failures].join('\n'));
    expect(agree).toBeGreaterThanOrEqual(floor);
    expect(rows.length).toBeGreaterThan(0);
  });

  test('the rows that read something no case carries agree once it is given', () => {
    const rows = new Map(rowsOf('templates').map((row) => [row.id, row]));
    const [providers, inputs] = [rows.get('eval-providers-function'), rows.get('snap-external-inputs')];
    expect(judge(providers, answerCase({ ...caseOf(providers), metadata: providers.expected.metadata }, known))).toBeUndefined();
    const given = Object.fromEntries(inputs.expected.externalInputs.map(({ config, value }: Row) => [Object.entries<Row>(inputs.parameters.externalInputDefinitions).find(([, one]) => one.config === config)?.[0], value]));
    expect(judge(inputs, answerCase({ ...caseOf(inputs), externalInputs: given }, known))).toBeUndefined();
  });
});
