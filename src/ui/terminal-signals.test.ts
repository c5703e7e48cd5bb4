import { describe, expect, test } from 'vitest';
import { failedRun, succeededRun } from './gallery/sample-run.ts';
import { createTerminalSignals } from './terminal-signals.ts';

function told(options: { readonly progress?: boolean; readonly bellAfterMs?: number; readonly events?: ReturnType<typeof failedRun> } = {}): readonly string[] {
  const written: string[] = [];
  const signals = createTerminalSignals({ write: (text) => written.push(text), progress: options.progress ?? true, ...(options.bellAfterMs === undefined ? {} : { bellAfterMs: options.bellAfterMs }) });
  for (const event of options.events ?? succeededRun()) signals.onEvent(event);
  signals.close();
  return written;
}

describe('what the terminal is told of an apply', () => {
  test('is a title that counts, from the first change to the last, and the old title at the end', () => {
    const written = told({ progress: false });
    expect(written[0]).toBe('\u001B[22;0t');
    expect(written[1]).toBe('\u001B]2;atakora apply dev 0/40\u0007');
    expect(written.at(-1)).toBe('\u001B[23;0t');
    expect(new Set(written).size).toBe(written.length);
    expect(written.join('')).not.toContain(']9;4');
  });

  test('is the progress where it is shown, an error once something failed, and gone at the end', () => {
    const written = told({ events: failedRun() }).join('');
    expect(written).toContain('\u001B]9;4;1;0\u0007');
    expect(written).toMatch(/\]9;4;2;\d+/);
    expect(written.lastIndexOf(']9;4;0;0')).toBeGreaterThan(written.lastIndexOf(']9;4;2'));
  });

  test('rings once, only when asked and only after a long run', () => {
    expect(told({ bellAfterMs: 0 }).filter((text) => text === '\u0007')).toHaveLength(1);
    expect(told({ bellAfterMs: 3_600_000 })).not.toContain('\u0007');
    expect(told()).not.toContain('\u0007');
  });

  test('is nothing for a command that changes nothing', () => {
    expect(told({ events: succeededRun().filter(({ type }) => type === 'start' || type === 'plan' || type === 'summary') })).toEqual([]);
  });
});
