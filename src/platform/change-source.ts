import type { Plan } from '../model/plan.ts';
import type { CommandContext } from './command-context.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import { planApply } from './plan-apply.ts';
import { planDestroy } from './plan-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openProject, openProjectForState } from './project-session.ts';
import type { ProjectSession } from './project-session.ts';

/** Where a change of an environment comes from: the definition, the state, a saved plan, a resource to import. */
export interface ChangeSource {
  open(context: CommandContext): Promise<ProjectSession>;
  plan(context: CommandContext, session: ProjectSession, ports: ProjectPorts, found: FoundState): Promise<PlannedProject>;
  /** False when nothing has to be asked; absent: always asked. */
  asks?(plan: Plan): boolean;
  /** True when it can be planned again after a run that failed. */
  readonly again?: boolean;
}

/** The definition, for apply; the state alone, for destroy. */
export function projectSource(kind: 'apply' | 'destroy'): ChangeSource {
  return { open: kind === 'apply' ? openProject : openProjectForState, plan: kind === 'apply' ? planApply : planDestroy, again: true };
}
