import { createRedactor } from '../src/platform/redactor.ts';
import type { BenchGroup, Measurement } from './bench-case.ts';
import { spreadOf } from './measure.ts';

/** Lines of output in which the beginning of every secret occurs, and none of them. */
const text = Array.from({ length: 100_000 }, (_, index) => `"sk_live_" is line ${index} of some text\n`).join('');

function valueOf(index: number): string {
  return `sk_live_${((index + 1) * 2_654_435_761).toString(36)}_${index}_Qx`;
}

function measured(rounds: number, work: () => void): ReturnType<typeof spreadOf> {
  return spreadOf(Array.from({ length: Math.max(3, rounds) }, () => {
    const since = performance.now();
    work();
    return performance.now() - since;
  }));
}

/** What keeping secrets out of output costs: every byte that is written passes it. */
export const redaction: BenchGroup = {
  title: 'Keeping secrets out of output',
  about: `In one process: ${(text.length / 1e6).toFixed(1)} MB of text through the redactor, with 1, 20 and 2,000 values registered in all their encodings.`,
  measure: async ({ rounds }) => {
    const lines: Measurement[] = [];
    let yardstick = 0;
    for (const count of [1, 20, 2_000]) {
      const redactor = createRedactor();
      for (let index = 0; index < count; index += 1) redactor.register(valueOf(index));
      const value = measured(rounds, () => void redactor.redact(text));
      yardstick = count === 1 ? value.median : yardstick;
      lines.push({ name: `with ${count.toLocaleString('en')} ${count === 1 ? 'value' : 'values'}`, value, ...(count === 1 ? {} : { ratio: value.median / yardstick }), ...(count === 2_000 ? { aim: 'at most 3x', met: value.median <= yardstick * 3 } : {}) });
    }
    lines.push({ name: 'registering 2,000 values', value: measured(rounds, () => {
      const redactor = createRedactor();
      for (let index = 0; index < 2_000; index += 1) redactor.register(valueOf(index));
    }) });
    return lines;
  },
};
