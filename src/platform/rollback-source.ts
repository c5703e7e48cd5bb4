import type { ChangeSource } from './change-source.ts';
import { findRun } from './find-run.ts';
import { planRollback } from './plan-rollback.ts';
import { openProjectForState } from './project-session.ts';

/**
 * What an earlier run applied: its templates, as they lie in the archive.
 * @param wanted id of the run, or its beginning; absent: the newest that succeeded, before the one that the state comes from
 */
export function rollbackSource(wanted: string | undefined): ChangeSource {
  return {
    open: openProjectForState,
    plan: async (context, session, ports, found) => {
      const run = wanted === undefined ? undefined : await findRun(ports.archive, wanted);
      const planned = await planRollback({ context, session, ports }, found, run === undefined ? {} : { run });
      context.output.emit({ type: 'log', level: 'info', text: `going back to run ${planned.returnsTo}` });
      return planned;
    },
  };
}
