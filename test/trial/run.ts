import { performance } from 'node:perf_hooks';
import { writeFileSync } from 'node:fs';
import { findTemplates } from './find-templates.ts';
import type { TrialResult } from './try-template.ts';
import { tryTemplate } from './try-template.ts';

/**
 * Tries every ARM template below a folder: `node test/trial/run.ts FOLDER [RESULTS.ndjson]`. Prints how many evaluate and deploy on
 * the local Azure with generated parameters, and why the rest do not.
 */
function main([folder, results]: readonly string[]): number {
  if (folder === undefined) {
    process.stderr.write('usage: node test/trial/run.ts FOLDER [RESULTS.ndjson]\n');
    return 64;
  }
  const began = performance.now();
  const tried = [...findTemplates(folder)].map(tryTemplate);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (results !== undefined) writeFileSync(results, tried.map((result) => `${JSON.stringify(result)}\n`).join(''));
  process.stdout.write(`${summary(tried)}in ${seconds} s\n`);
  return 0;
}

function summary(tried: readonly TrialResult[]): string {
  const evaluated = tried.filter(({ stage }) => stage !== 'evaluate').length;
  const deployed = tried.filter(({ stage }) => stage === 'done').length;
  const rate = (count: number) => `${count} of ${tried.length} (${((100 * count) / Math.max(1, tried.length)).toFixed(1)} %)`;
  const failures = tried.filter(({ stage }) => stage !== 'done').map(({ path, stage, code, message }) => `  ${path}: ${stage}: ${code ?? ''}: ${(message ?? '').slice(0, 300)}\n`);
  return `${failures.join('')}evaluated ${rate(evaluated)}, deployed ${rate(deployed)}, ${tried.reduce((sum, { resources }) => sum + resources, 0)} resources\n`;
}

process.exitCode = main(process.argv.slice(2));
