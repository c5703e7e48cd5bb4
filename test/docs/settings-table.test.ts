import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { builtInEnvironments } from '../../src/define/built-in-environments.ts';
import { settingNames } from '../../src/define/settings-schema.ts';
import { inRepository } from './project-in-folder.ts';

const page = readFileSync(inRepository('docs/guide/environments.md'), 'utf8');

/** Path to the four cells of its row: dev, qa, staging, prod. */
const rows = new Map([...page.matchAll(/^\| `([\w.]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, path = '', ...cells]) => [path, cells.map((cell) => cell.trim())]));

/** Settings without a value anywhere: a dash in the table. */
const unset = ['functionApp.package'];

function textAt(settings: object, path: string): string {
  const value = path.split('.').reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], settings);
  return Array.isArray(value) && value.length === 0 ? 'none' : value === undefined ? '–' : String(value);
}

it('the guide has the value of every setting in every built-in environment, and no other setting', () => {
  const environments = (['dev', 'qa', 'staging', 'prod'] as const).map((name) => builtInEnvironments[name]);
  const groups = settingNames([]).flatMap((group) => {
    const fields = settingNames([group]);
    return fields.length === 0 ? (group === 'features' ? Object.keys(environments[0]?.features ?? {}).map((flag) => `features.${flag}`) : [group]) : fields.map((field) => `${group}.${field}`);
  });
  expect([...rows.keys()].sort()).toEqual([...groups].sort());
  for (const [path, cells] of rows) {
    expect([path, ...cells]).toEqual([path, ...environments.map((settings) => (unset.includes(path) ? '–' : textAt(settings, path)))]);
  }
});
