import { z } from 'zod';
import { type GateResult, runTool } from './gate.ts';
import { existingFolders } from './source-files.ts';

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});

/** Checks every import under `bin/` and `src/` of the tree at `root` by the `.dependency-cruiser.mjs` of that tree. */
export function checkLayers(root: string): GateResult {
  const output = runTool(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...existingFolders(root)],
    root,
  );
  if (!output.stdout.startsWith('{')) {
    return { findings: [`dependency-cruiser: ended with ${output.status}: ${output.stderr}`], inspected: [] };
  }
  const { modules, summary } = report.parse(JSON.parse(output.stdout));
  return {
    findings: summary.violations.map(({ rule, from, to, cycle }) => {
      const path = cycle === undefined ? to : cycle.map((step) => step.name).join(' -> ');
      return `${rule.name} ${from}: imports ${path}`;
    }),
    inspected: modules.map((module) => module.source),
  };
}
