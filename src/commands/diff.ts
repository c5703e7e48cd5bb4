import type { Command } from '../platform/command.ts';

export const diff: Command = {
  name: 'diff',
  summary: 'compare the templates of two runs, or of a run and the code',
  description: 'Prints what differs between the ARM templates and parameters that two runs applied, file by file; with one run: between it and what the code gives now. Reads nothing in Azure and changes nothing.',
  arguments: [
    { name: 'RUN', required: false, summary: 'id of a run, or its beginning; the newest that kept its templates when absent' },
    { name: 'OTHER', required: false, summary: 'the run to compare it with; the code as it is now when absent' },
  ],
  flags: [{ name: 'detailed-exitcode', type: 'boolean', summary: 'exit 2 when there is a difference' }],
  json: 'document',
  examples: ['atakora diff --local', 'atakora diff synth-20251014-153000-b8d4e2a1 --local', 'atakora diff synth-20251014-153000-b8d4e2a1 synth-20251015-090000-0c11d2e3 --env prod', 'atakora diff synth-20251014 --json'],
  run: async (context) => (await import('../platform/compare-runs.ts')).compareRuns(context),
};
