import type { DoctorFinding } from '../../model/doctor.ts';
import { found, good } from './finding.ts';
import { isWithin } from './version-range.ts';

export interface NodeFacts {
  /** Such as `24.21.0`. */
  readonly version: string;
  /** `engines.node` of the package. */
  readonly engines: string;
  readonly system: string;
  /** Version of this package. */
  readonly tool: string;
  /** Version of the package that the project itself has installed. */
  readonly installed?: string;
  /** What NODE_OPTIONS adds to every run; `''` when nothing. */
  readonly options: string;
}

/** Options that change how code is loaded or how much memory there is; others do no harm. */
const steering = /--(?:require|import|loader|experimental-loader|max-old-space-size|inspect\S*|preserve-symlinks|input-type|conditions)\b|(?:^|\s)-r\b/;

/** The Node.js that runs is one that is supported, and the project uses this version of the program. */
export function checkNode({ version, engines, system, tool, installed, options }: NodeFacts): readonly DoctorFinding[] {
  return [
    isWithin(version, engines)
      ? good(`version ${version} on ${system} runs Atakora ${tool}`)
      : found('problem', `version ${version} is not supported: Atakora ${tool} needs ${engines}`, 'Install one from nodejs.org, or run `npx -y -p node@24 -p atakora -- atakora doctor`.', 'ATK1005'),
    ...(installed === undefined || installed === tool ? [] : [found('warning', `the project has Atakora ${installed} installed, and ${tool} is running`, 'Run the project\'s own: `npx atakora doctor`.')]),
    ...(steering.test(options) ? [found('warning', 'NODE_OPTIONS changes how code is loaded or how much memory there is', 'Try once without it: `env -u NODE_OPTIONS atakora doctor`.')] : []),
  ];
}
