import { createOptions, createSession, type IssueType } from 'knip/session';
import { type GateResult } from './gate.ts';
import { sourceFiles } from './source-files.ts';

/**
 * Finds files, exports and dependencies that nothing uses in the tree at `root`, by the `knip.json` of that tree.
 * A second look, at the product without its tests, finds files that only tests keep alive.
 */
export async function checkDeadCode(root: string): Promise<GateResult> {
  const findings: string[] = [];
  const inspected = new Set<string>();
  for (const isProduction of [false, true]) {
    const options = await createOptions({
      cwd: root,
      isSession: true,
      isShowProgress: false,
      isProduction,
      ...(isProduction ? { files: true } : {}),
    });
    const session = await createSession(options);
    for (const [type, byFile] of Object.entries(session.getResults().issues)) {
      if (!options.includedIssueTypes[type as IssueType] || (isProduction && type !== 'files')) continue;
      for (const issue of Object.values(byFile).flatMap((ofFile) => Object.values(ofFile))) {
        const file = issue.filePath.replace(`${root}/`, '');
        if (type === 'files') inspected.add(file);
        const finding = `unused-${type} ${file}: ${issue.symbol}`;
        if (!findings.includes(finding)) findings.push(finding);
      }
    }
    // What was read is either in the graph or reported as a file that nothing reaches.
    for (const file of sourceFiles(root)) {
      if (session.describeFile(`${root}/${file}`) !== undefined) inspected.add(file);
    }
  }
  return { findings, inspected: [...inspected] };
}
