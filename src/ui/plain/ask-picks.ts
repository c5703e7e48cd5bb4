import type { CleanupReport } from '../../model/cleanup.ts';
import { findingKinds } from '../../model/cleanup.ts';
import type { Picked, PickQuestion } from '../run-view.ts';
import { askByLines } from './line-asker.ts';
import type { PlainTerminal } from './plain-terminal.ts';

/** Lets pick by the numbers of the printed list, in lines; an empty answer takes nothing, the end of the input interrupts. */
export async function askPicks({ text, report }: PickQuestion, terminal: PlainTerminal): Promise<Picked> {
  const picked = await askByLines(terminal, async (asker) => {
    asker.tell(`${text} Answer numbers of the list such as 1,3-5, a kind such as ${report.findings[0]?.kind ?? 'runs'}, or all; nothing takes nothing.`);
    return asker.ask<ReadonlySet<number>>('Numbers:', (answer) => {
      const taken = numbersIn(answer, report);
      return 'wrong' in taken ? taken : { value: taken.numbers };
    });
  });
  return picked === undefined ? { kind: 'interrupted' } : { kind: 'picked', findings: report.findings.filter((_, index) => picked.has(index + 1)) };
}

/** What an answer names: numbers from 1, ranges of them, kinds, or all. */
export function numbersIn(answer: string, { findings }: Pick<CleanupReport, 'findings'>): { readonly numbers: ReadonlySet<number> } | { readonly wrong: string } {
  const numbers = new Set<number>();
  for (const part of answer.toLowerCase().split(/[\s,]+/).filter((word) => word !== '')) {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const kind = findingKinds.find((known) => known === part);
    const named = part === 'all' ? findings.map((_, index) => index + 1) : kind === undefined ? range(Number(from), Number(to), findings.length) : findings.flatMap((finding, index) => (finding.kind === kind ? [index + 1] : []));
    if (named.length === 0) return { wrong: `"${part}" names nothing of the list: answer numbers from 1 to ${findings.length}, a kind that is in it, or all.` };
    for (const number of named) numbers.add(number);
  }
  return { numbers };
}

/** Empty for what is not from 1 to `last`, upwards. */
function range(from: number, to: number, last: number): readonly number[] {
  return from >= 1 && to >= from && to <= last ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : [];
}
