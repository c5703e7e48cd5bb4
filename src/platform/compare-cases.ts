import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { answerCompareCase, type CompareAnswer } from '../engine/drift/compare-case.ts';
import { AtakoraError } from '../model/errors.ts';
import { isJsonObject } from '../model/json.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Answers `drift --compare`: one line of JSON for each case, in their order; a line that is none gets an answer too, and exit code 1.
 * Needs no project, and asks no cloud.
 * @throws AtakoraError `ATK1902` when the file cannot be read.
 */
export function compareCases(context: CommandContext, file: string): number {
  const lines = linesOf(context, file).map((text, at) => ({ text, number: at + 1 })).filter(({ text }) => text.trim() !== '');
  const answers = lines.map(({ text, number }) => answerLine(text, number));
  context.platform.stdout.write(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  return answers.some((answer) => 'error' in answer) ? 1 : 0;
}

function linesOf(context: CommandContext, file: string): readonly string[] {
  try {
    return readFileSync(resolve(context.platform.cwd, context.options.cwd ?? '.', file), 'utf8').split('\n');
  } catch (cause) {
    throw new AtakoraError('ATK1902', `${file} cannot be read`, { cause });
  }
}

function answerLine(line: string, number: number): CompareAnswer {
  const value = parsed(line);
  return isJsonObject(value) ? answerCompareCase(value) : { id: '', error: { code: 'ATK1902', message: `line ${String(number)} is not a case` } };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
