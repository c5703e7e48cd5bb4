import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../gates/gate.ts';
import { askedAlike, places, wiring } from './asking-places.ts';

/** Calls by which a command or the platform asks, and imports of what draws questions. */
const asks = /\bhost\s*\.confirm\(|\boutput\s*\.(?:choose|pick|explore)\(|(?<!function )\b(?:confirmChange|readSecretInput|browse)\(|['"]\.\.?\/(?:\.\.\/)?ui\/(?:plain\/(?:ask-|line-asker|wizard-prompts)|ink\/(?:.*\/)?(?:ask-|run-|show-))[\w-]*\.tsx?['"]/;

function askingFiles(): readonly string[] {
  return ['commands', 'platform'].flatMap((folder) =>
    readdirSync(join(projectRoot, 'src', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.(?:test|fake)\./.test(name))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => readFileSync(join(projectRoot, 'src', path), 'utf8').split('\n').some((line) => !line.startsWith('import type ') && asks.test(line))),
  );
}

test('every place that asks somebody at a terminal has a row of abuse, or the name of one that it is alike', () => {
  const covered = new Set([...places.flatMap(({ asksIn }) => asksIn), ...Object.keys(askedAlike), ...wiring]);
  const found = askingFiles();
  expect(found.filter((path) => !covered.has(path)), 'give them rows in test/terminal/asking-places.ts').toEqual([]);
  expect([...covered].filter((path) => !found.includes(path)), 'these ask nothing any more').toEqual([]);
  const names = new Set(places.map(({ name }) => name));
  expect(Object.values(askedAlike).filter((name) => !names.has(name))).toEqual([]);
  expect(found.length).toBeGreaterThan(20);
});
