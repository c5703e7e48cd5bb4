import { expect } from 'vitest';
import type { TestProject } from './project.ts';
import { eventsOf, told } from './run-atakora.ts';

/** What a refusal has to be. */
export interface ExpectedRefusal {
  /** `plan --local` when absent. */
  readonly args?: readonly string[];
  readonly code: string;
  readonly exit: number;
  /** Part of the sentence. */
  readonly says?: string | RegExp;
  /** `file:line:column`, or part of it. */
  readonly place?: string | RegExp;
  /** Part of the next step. */
  readonly mend: string;
}

/**
 * Runs a command with `--json` and expects a refusal: a coded error with place and mend in the text for people (on stderr) and the same
 * as data (on stdout), and never a stack or a word about a bug.
 * @param json what the command prints with `--json`
 */
export async function refused(project: TestProject, expected: ExpectedRefusal, json: 'events' | 'document' = 'events'): Promise<void> {
  const ended = await project.run(...(expected.args ?? ['plan', '--local']), '--json');
  expect(ended.code, told(ended)).toBe(expected.exit);
  const text = oneLine(ended.stderr);
  expect(text, told(ended)).toContain(`error ${expected.code}: `);
  expect(text).not.toMatch(/ {4}at .*\.(?:js|ts):\d+|ATK9001|node:internal/);
  const error = json === 'events' ? eventsOf(ended.stdout).find(({ type }) => type === 'error') : (JSON.parse(ended.stdout) as { readonly error: Readonly<Record<string, unknown>> }).error;
  expect(error, told(ended)).toMatchObject({ code: expected.code });
  for (const [part, fact] of [[expected.says, error?.['message']], [expected.place, error?.['location']], [expected.mend, error?.['hint']]] as const) {
    if (part !== undefined) {
      const pattern = part instanceof RegExp ? part : new RegExp(part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      expect(text).toMatch(pattern);
      expect(String(fact)).toMatch(pattern);
    }
  }
}

/** Text without the line breaks that keep it within the width. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
