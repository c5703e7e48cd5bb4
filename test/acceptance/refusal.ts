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
 * Runs a command twice, for a person and with `--json`, and expects both to end with the same code: a coded error with place and mend
 * in the text, the same as an `error` event, and never a stack or a word about a bug.
 */
export async function refused(project: TestProject, expected: ExpectedRefusal, json: 'events' | 'document' = 'events'): Promise<void> {
  const args = expected.args ?? ['plan', '--local'];
  const [human, machine] = await Promise.all([project.run(...args), project.run(...args, '--json')]);
  const text = oneLine(human.stdout + human.stderr);
  expect(human.code, told(human)).toBe(expected.exit);
  expect(text, told(human)).toContain(`error ${expected.code}: `);
  expect(text).not.toMatch(/ {4}at .*\.(?:js|ts):\d+|ATK9001|node:internal/);
  expect(machine.code, told(machine)).toBe(expected.exit);
  if (json === 'document') {
    return;
  }
  const error = eventsOf(machine.stdout).find(({ type }) => type === 'error');
  expect(error, told(machine)).toMatchObject({ type: 'error', code: expected.code });
  for (const [part, event] of [[expected.says, error?.['message']], [expected.place, error?.['location']], [expected.mend, error?.['hint']]] as const) {
    if (part !== undefined) {
      expect(text).toMatch(part instanceof RegExp ? part : new RegExp(escaped(part)));
      expect(String(event)).toMatch(part instanceof RegExp ? part : new RegExp(escaped(part)));
    }
  }
}

/** Text without the line breaks that keep it within the width. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
