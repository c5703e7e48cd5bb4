import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import { planFlags } from './plan-flags.ts';
import { openProjectWithoutCode } from './project-session.ts';
import type { ChangeSource } from './change-source.ts';
import { parseSavedPlan } from './saved-plan.ts';
import { checkFresh, checkSavedPlan } from './saved-plan-check.ts';

/** A saved plan as a change, and the command as if its environment had been named with it: what is typed next is for that one. */
export interface SavedPlanChange {
  readonly source: ChangeSource;
  readonly context: CommandContext;
}

/** Flags that were decided when the plan was saved. */
const decided = planFlags.map(({ name }) => name).filter((name) => name !== 'detail');

/**
 * A saved plan as what an apply is made from: no code of the project is loaded, nothing is planned again.
 * @throws AtakoraError `ATK1002` for flags that a saved plan has decided, `ATK1512` to `ATK1515` for a plan that is damaged, of another
 * version, expired or for elsewhere, `ATK1902` when it cannot be read.
 */
export function savedPlanSource(context: CommandContext, file: string): SavedPlanChange {
  const flag = decided.find((name) => context.flags[name] !== undefined);
  if (flag !== undefined) {
    throw new AtakoraError('ATK1002', `--${flag} was decided when ${file} was saved`, { hint: 'Leave it out, or plan again with it.' });
  }
  const saved = parseSavedPlan(readPlanFile(resolve(context.platform.cwd, file), file), file);
  const [environment = '', suffix] = saved.environment.split('@');
  const twin = suffix === 'local';
  const source: ChangeSource = {
    open: async () => {
      refuseOther(context, saved.environment, file);
      const session = openProjectWithoutCode(context, { environment, twin });
      const { key, cloud, tenantId, subscriptionId } = session.facts;
      checkSavedPlan(saved, { tool: `atakora ${context.platform.version}`, now: context.platform.clock.now(), project: session.loaded.project.id, environment: key, cloud, tenantId, subscriptionId }, file);
      context.output.emit({ type: 'log', level: 'info', text: `applying ${file}: saved by ${saved.by} at ${saved.savedAt}, good until ${saved.expiresAt}` });
      return session;
    },
    plan: async (_context, _session, _ports, found) => {
      checkFresh(saved, found.state, file);
      const packages = new Map(saved.packages.map(({ hash, base64 }) => [hash, Buffer.from(base64, 'base64')]));
      return { plan: saved.plan, definition: saved.definition, synthesis: saved.synthesis, ...(packages.size === 0 ? {} : { packages }), ...(saved.promotedFrom === undefined ? {} : { promotedFrom: saved.promotedFrom }) };
    },
  };
  return { source, context: { ...context, options: { ...context.options, environment, local: twin } } };
}

/** The environment that the user names beside the file must be the plan's. */
function refuseOther({ options, platform }: CommandContext, planned: string, file: string): void {
  const given = options.environment ?? platform.env['ATAKORA_ENV'];
  const isNamed = given !== undefined && given !== '';
  const matches = given === planned || `${given ?? ''}@local` === planned;
  if ((isNamed && !matches) || (options.local && !planned.endsWith('@local'))) {
    throw new AtakoraError('ATK1515', `${file} is for environment ${planned}; ${isNamed && !matches ? given : 'the local Azure'} was asked for`);
  }
}

function readPlanFile(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AtakoraError('ATK1902', `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'})`, { cause });
  }
}
