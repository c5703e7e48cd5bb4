import { promotableRun } from '../engine/apply/promotable-run.ts';
import type { PromotableRun } from '../engine/apply/promotable-run.ts';
import { needsFunctions, withoutFunctions, withPresentFunctions } from '../engine/load/archived-functions.ts';
import type { LoadedDefinition } from '../engine/load/load-definition.ts';
import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';
import type { ChangeSource } from './change-source.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { planDefinition } from './plan-apply.ts';
import { findState } from './plan-project.ts';
import { openPorts } from './project-ports.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { promotedContents, promotedHashes } from './promote-packages.ts';
import { openPromotion } from './promote-session.ts';
import type { PromoteWords } from './promote-session.ts';
import { loadBackends } from './synthesize-project.ts';

/** What is live in the environment that is promoted. */
interface Promoted extends PromotableRun {
  readonly environment: string;
  readonly ports: ProjectPorts;
  readonly state: StateDocument;
}

/**
 * The run that is live in one environment as a change of another: its archived definition with the settings of the other, its packages as
 * they were published. What is promoted is decided once, when the project is opened; a change that is planned again is of the same run.
 * @throws AtakoraError `ATK1610` to `ATK1614`, and `ATK1607` for a damaged archive.
 */
export function promoteSource(words: PromoteWords): ChangeSource {
  let promoted: Promoted | undefined;
  return {
    again: true,
    open: async (context) => {
      const { from, to } = await openPromotion(context, words);
      promoted = await findPromoted(context, from);
      const { run, environment } = promoted;
      context.output.emit({ type: 'log', level: 'info', text: `promoting what run ${run} left in ${environment}` });
      return to;
    },
    plan: async (context, session, ports, found) => {
      if (promoted === undefined) throw new AtakoraError('ATK9001', 'a promotion was planned before it was opened');
      const { run, environment, state, ports: { archive } } = promoted;
      const loaded = await loadPromoted(context, session, promoted);
      const source = { archive, state, environment };
      const planned = await planDefinition(context, session, ports, found, { loaded, packagesOf: (synthesis) => Promise.resolve({ hashes: promotedHashes(source, synthesis), contents: new Map() }) });
      const packages = await promotedContents(source, planned.plan);
      return { ...planned, packages, promotedFrom: { environment, run } };
    },
  };
}

async function findPromoted(context: CommandContext, session: ProjectSession): Promise<Promoted> {
  const environment = session.facts.key;
  const ports = openPorts(session, context.platform);
  const { state, entries } = await findState(session, ports, context);
  const [first] = entries;
  if (first !== undefined) {
    const there = { ...context, options: { ...context.options, environment } };
    throw new AtakoraError('ATK1611', `run ${first.run} of ${environment} was interrupted, and its end is not recorded yet`, { hint: `Run \`${commandLine(there, 'apply --attach')}\`, then promote.` });
  }
  const run = await promotableRun(ports.archive, environment, state);
  const tool = `atakora ${context.platform.version}`;
  if (state !== undefined && state.tool !== tool) {
    context.output.emit({ type: 'log', level: 'warning', text: `${environment} was applied by ${state.tool}, and this is ${tool}: the same definition may make something else` });
  }
  // `promotableRun` refuses an environment without a state.
  return { ...run, environment, ports, state: state as StateDocument };
}

/** No code of the project is loaded but for functions that no archive can hold. */
async function loadPromoted(context: CommandContext, session: ProjectSession, { definition, run }: Promoted): Promise<LoadedDefinition> {
  if (!needsFunctions(definition)) return withoutFunctions(definition);
  try {
    return withPresentFunctions(definition, await loadBackends(context, session));
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code === 'ATK1612' || !error.code.startsWith('ATK12')) throw error;
    throw new AtakoraError('ATK1612', `run ${run} was made with functions of the code, and the code cannot be loaded: ${error.message}`, { cause: error, hint: error.hint, ...(error.location === undefined ? {} : { location: error.location }) });
  }
}
