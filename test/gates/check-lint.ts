import { z } from 'zod';
import { type GateResult, runTool } from './gate.ts';

const report = z.object({
  diagnostics: z.array(
    z.object({
      message: z.string(),
      code: z.string().optional(),
      filename: z.string().optional(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })).optional(),
    }),
  ),
  number_of_files: z.number(),
});

/** Lints all of the tree at `root` by the `.oxlintrc.json` of that tree. */
export function checkLint(root: string): GateResult {
  const oxlint = 'oxlint/bin/oxlint';
  const listed = runTool(oxlint, ['--debug=files', '.'], root);
  const output = runTool(oxlint, ['--format', 'json', '.'], root);
  const start = output.stdout.indexOf('{');
  if (start < 0) return { findings: [`oxlint: ended with ${output.status}: ${output.stdout}${output.stderr}`], inspected: [] };
  const { diagnostics, number_of_files: count } = report.parse(JSON.parse(output.stdout.slice(start)));
  const inspected = listed.stdout.split('\n').filter((line) => line !== '').map((line) => line.replace(/^\.\//, ''));
  const findings = diagnostics.map(({ code, filename, labels, message }) => {
    const line = labels?.[0]?.span.line;
    return `${code ?? 'syntax'} ${filename ?? ''}${line === undefined ? '' : `:${line}`}: ${message}`;
  });
  if (count !== inspected.length) {
    findings.push(`oxlint: linted ${count} files but listed ${inspected.length}`);
  }
  if (output.status !== 0 && findings.length === 0) findings.push(`oxlint: ended with ${output.status}: ${output.stderr}`);
  return { findings, inspected };
}
