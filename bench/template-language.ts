import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext, BenchGroup, Measurement } from './bench-case.ts';
import { runInTurns, spreadOf, timesOf, type TimedCommand } from './measure.ts';

/** Expressions of every kind that templates hold: names, ids, loops, addresses, dates. */
const expressions = (i: number): readonly string[] => [
  `[concat('st', uniqueString(resourceGroup().id, '${i}'), padLeft(${i % 1000}, 4, '0'))]`,
  `[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet${i}', 'default')]`,
  `[guid(subscription().id, 'role', '${i}')]`,
  `[map(range(0, 20), lambda('i', createObject('name', format('item-{0:D3}', lambdaVariables('i')), 'even', equals(mod(lambdaVariables('i'), 2), 0))))]`,
  `[union(variables('tags'), createObject('number', string(${i})))]`,
  `[cidrSubnet('10.0.0.0/8', 24, ${i % 256})]`,
  `[if(contains(parameters('environment'), 'prod'), 'Premium', toLower('STANDARD'))]`,
  `[dateTimeAdd('2026-01-01T00:00:00Z', 'P${i % 300}D', 'yyyy-MM-dd')]`,
  `[join(filter(split('a,b,c,d,e', ','), lambda('x', not(equals(lambdaVariables('x'), 'c')))), ';')]`,
  `[tryGet(json('{"a":{"b":[1,2,${i}]}}'), 'a', 'b', 2)]`,
];

const inputs = { parameters: { environment: 'production' }, variables: { tags: { owner: 'team', cost: "[concat('c', '1')]" } }, resourceGroup: 'group', subscriptionId: '00000000-0000-0000-0000-000000000000' };

function expressionCases(count: number): string {
  const kinds = expressions(0).length;
  return Array.from({ length: count }, (_, i) => `${JSON.stringify({ id: i, expression: expressions(i)[i % kinds], inputs })}\n`).join('');
}

/** A template of `count` resources from one copy loop, each with tags, an expression in its name, a dependency and a reference. */
function templateOf(count: number): string {
  const store = { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-05-01', name: 'shared', location: '[resourceGroup().location]', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} };
  const site = {
    type: 'Microsoft.Web/sites', apiVersion: '2023-12-01', name: "[concat('site-', uniqueString(resourceGroup().id), '-', copyIndex())]", location: '[resourceGroup().location]',
    copy: { name: 'sites', count: count - 1 }, dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', 'shared')]"], tags: "[union(variables('tags'), createObject('number', string(copyIndex())))]",
    properties: { siteConfig: { appSettings: [{ name: 'Storage', value: "[reference(resourceId('Microsoft.Storage/storageAccounts', 'shared')).primaryEndpoints.blob]" }, { name: 'Number', value: '[string(copyIndex())]' }] } },
  };
  const template = { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', variables: { tags: inputs.variables.tags }, resources: [store, site] };
  return `${JSON.stringify({ id: count, template, parameters: {}, scope: { kind: 'resourceGroup', subscriptionId: inputs.subscriptionId, resourceGroup: 'group', location: 'westeurope' } })}\n`;
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly largestMs?: number;
}

const cases: readonly Case[] = [
  { name: 'an expression', text: expressionCases(1) },
  { name: '1,000 expressions', text: expressionCases(1_000), largestMs: 500 },
  { name: '10,000 expressions', text: expressionCases(10_000) },
  { name: 'a template of 200 resources', text: templateOf(200) },
  { name: 'a template of 800 resources', text: templateOf(800), largestMs: 1_000 },
];

/** Writes the peak memory of its process, in MB, beside the file of cases. */
function memoryHook(workFolder: string): string {
  const file = join(workFolder, 'peak-memory.mjs');
  writeFileSync(file, "import { writeFileSync } from 'node:fs';\nprocess.on('exit', () => writeFileSync(`${process.argv.at(-1)}.memory`, String(process.resourceUsage().maxRSS / 1024)));\n");
  return file;
}

function commandsFor({ workFolder, installed }: BenchContext): readonly TimedCommand[] {
  const hook = memoryHook(workFolder);
  return cases.map(({ text }, index) => {
    const file = join(workFolder, `cases-${index}.ndjson`);
    writeFileSync(file, text);
    return { command: process.execPath, args: ['--import', hook, installed.launcher, 'local', 'evaluate', '--batch', file], cwd: workFolder };
  });
}

/** How much longer `many` takes than `few`, both without what one expression takes: the start of the process. */
function growth(name: string, times: readonly number[], [few, many]: readonly [number, number], largest: number): Measurement {
  const [start = 0] = times;
  const ratio = ((times[many] ?? Number.NaN) - start) / ((times[few] ?? Number.NaN) - start);
  const more = times[many] ?? 0;
  return { name, value: { median: more, lowerQuartile: more, upperQuartile: more }, ratio, aim: `at most ${largest}x: linear`, met: ratio <= largest };
}

/** Evaluating expressions and templates from a file of cases, whole processes. */
export const templateLanguage: BenchGroup = {
  title: 'The template language',
  about: '`local evaluate --batch` on a file of cases: whole processes, start and reading included. The growth leaves out what one expression takes.',
  async measure(context) {
    const commands = commandsFor(context);
    const runs = await runInTurns([{ command: process.execPath, args: ['-e', '0'], cwd: context.workFolder }, ...commands], Math.max(5, Math.ceil(context.rounds / 2)));
    const [empty, ...spreads] = runs.map(timesOf);
    for (const [index, { text }] of cases.entries()) {
      const answers = runs[index + 1]?.[0]?.stdout.split('\n').filter(Boolean) ?? [];
      if (answers.length !== text.split('\n').length - 1 || answers.some((line) => line.includes('"error"'))) throw new Error(`${cases[index]?.name}: not every case was answered`);
    }
    const lines = cases.map(({ name, largestMs }, index): Measurement => {
      const value = spreads[index] ?? spreadOf([Number.NaN]);
      return { name, value, ratio: value.median / (empty?.median ?? Number.NaN), ...(largestMs === undefined ? {} : { aim: `at most ${largestMs} ms`, met: value.median <= largestMs }) };
    });
    const memory = commands.map(({ args }) => Number(readFileSync(`${args.at(-1)}.memory`, 'utf8')));
    const [one = 0, , many = 0] = memory;
    const medians = spreads.map(({ median }) => median);
    return [
      ...lines,
      growth('10,000 expressions over 1,000', medians, [1, 2], 12),
      growth('800 resources over 200', medians, [3, 4], 5),
      { name: 'peak memory of 10,000 expressions, over that of one', unit: 'MB', value: spreadOf([many]), ratio: many / one, aim: 'at most 3x', met: many / one <= 3 },
    ];
  },
};
