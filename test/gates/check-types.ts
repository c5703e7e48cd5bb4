import { relative, sep } from 'node:path';
import { type GateResult, runTool } from './gate.ts';

/** Type-checks the tree at `root` by its `tsconfig.json` with the TypeScript 7 compiler. */
export function checkTypes(root: string): GateResult {
  const output = runTool('typescript-7/bin/tsc', ['-p', 'tsconfig.json', '--noEmit', '--pretty', 'false', '--listFiles'], root);
  const lines = output.stdout.split('\n').filter((line) => line !== '');
  const isPath = (line: string): boolean => /^(?:\/|[A-Za-z]:[\\/]).*\.[a-z]+$/.test(line);
  const findings = lines.filter((line) => !isPath(line));
  if (output.status !== 0 && findings.length === 0) findings.push(`tsc: ended with ${output.status}: ${output.stderr}`);
  return {
    findings,
    inspected: lines.filter(isPath).map((path) => relative(root, path).split(sep).join('/')),
  };
}
