import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { transformTypeScript } from './transform-typescript.ts';

/** A check of one file takes some 30 ms; a backend that has more files is told without a place. */
const mostFiles = 60;

/** Where the engine stops to understand a file. */
export interface SyntaxPlace {
  readonly file: string;
  readonly loc: { readonly line: number; readonly column: number };
}

/**
 * Finds the file, line and column of a syntax error that the engine threw without saying them, as it does for modules: asks Node.js
 * to check each file, the last loaded first.
 */
export function locateSyntaxError(files: readonly string[]): SyntaxPlace | undefined {
  for (const file of files.slice(-mostFiles).toReversed()) {
    const loc = firstError(file);
    if (loc !== undefined) {
      return { file, loc };
    }
  }
  return undefined;
}

function firstError(file: string): SyntaxPlace['loc'] | undefined {
  const source = readFileSync(file, 'utf8');
  const input = /\.(?:m?ts|tsx|jsx)$/.test(file) ? transformTypeScript(source, file) : source;
  const { stderr } = spawnSync(process.execPath, ['--check', '--input-type=module', '-'], { input, encoding: 'utf8', timeout: 5000, env: { ...process.env, NODE_OPTIONS: '' } });
  const [, line, caret = '^'] = /^\[stdin\]:(\d+)\r?\n.*\r?\n(\s*\^)/m.exec(stderr) ?? [];
  return line === undefined ? undefined : { line: Number(line), column: caret.length };
}
