import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch, platform as system, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StampedEvent } from '../model/event.ts';
import { stackOf } from './error-stack.ts';
import type { Platform } from './platform.ts';
import type { Redactor } from './redactor.ts';

/** What a report of a crash tells beside the error. */
export interface CrashScene {
  readonly platform: Pick<Platform, 'clock' | 'version'>;
  readonly redactor: Redactor;
  /** Project folder, whether there is a project or not. */
  readonly folder: string;
  readonly command: string;
  /** Names of the flags that were given; values stay out, as one may be secret that was not read yet. */
  readonly flags: readonly string[];
  readonly run: string;
  readonly events: readonly StampedEvent[];
}

const mostEvents = 40;

/**
 * Writes what is needed to find a bug, redacted, into `.atakora/local/crashes` of the project, which git ignores, or into the system's
 * folder for temporary files; only its owner may read it. Returns its path; undefined when it could not be written, which must not hide the crash.
 */
export function writeCrashReport(error: unknown, scene: CrashScene): string | undefined {
  try {
    const inProject = existsSync(join(scene.folder, '.atakora'));
    const folder = inProject ? join(scene.folder, '.atakora', 'local', 'crashes') : tmpdir();
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${inProject ? '' : 'atakora-'}crash-${scene.run}.txt`);
    writeFileSync(path, scene.redactor.redact(reportText(error, scene)), { mode: 0o600 });
    return path;
  } catch {
    return undefined;
  }
}

function reportText(error: unknown, { platform, command, flags, run, events }: CrashScene): string {
  const last = events.slice(-mostEvents).map((event) => JSON.stringify(briefly(event)));
  return [
    `Atakora ${platform.version} met something that it rules out. Values of secrets that it knows are replaced in this report.`,
    '',
    `at       ${platform.clock.now()}`,
    `run      ${run}`,
    `command  ${[command, ...flags.map((flag) => `--${flag}`)].join(' ')}`,
    `on       Node.js ${process.version}, ${system()} ${arch()}`,
    '',
    stackOf(error),
    '',
    `The last ${last.length} of ${events.length} events:`,
    ...last,
    '',
  ].join('\n');
}

/** Plans and reports of drift are long, and say nothing of where a program fails. */
function briefly(event: StampedEvent): object {
  switch (event.type) {
    case 'plan':
      return { seq: event.seq, at: event.at, type: event.type, hash: event.plan.hash, changes: event.plan.changes.length };
    case 'drift':
    case 'what-if':
    case 'preflight':
    case 'output':
      return { seq: event.seq, at: event.at, type: event.type };
    default:
      return event;
  }
}
