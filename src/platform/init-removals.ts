import type { AtakoraError } from '../model/errors.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import type { CommandContext } from './command-context.ts';

/** Environments that a project is to lose. */
export interface InitRemovals {
  /** Why those that are not chosen any more cannot go, one line each; what happens to them else. */
  readonly tell: (chosen: readonly string[], signal: AbortSignal) => Promise<readonly string[]>;
  /** @throws AtakoraError `ATK1109` for the first that cannot go, as `env remove` has it. */
  readonly refuse: (answers: Answers) => Promise<void>;
}

/** Looks at states only once an environment is taken out. What reads them is loaded then. */
export function openRemovals(context: CommandContext, folder: string, { defaultEnvironment, environments = [] }: Partial<Answers>): InitRemovals {
  const look = async (removed: readonly string[], after: string): Promise<ReadonlyMap<string, AtakoraError>> => {
    const [{ openFiles }, { whyNeeded }] = await Promise.all([import('./project-session.ts'), import('./environment-removal.ts')]);
    const inside = { ...context, options: { ...context.options, cwd: folder } };
    const project = await openFiles(inside);
    const found = await Promise.all(removed.map(async (name) => [name, await whyNeeded(inside, project, name, { defaultEnvironment: after, removed })] as const));
    return new Map(found.flatMap(([name, error]) => (error === undefined ? [] : [[name, error] as const])));
  };
  const removedFrom = (chosen: readonly string[]): readonly string[] => environments.filter((name) => !chosen.includes(name));
  return {
    tell: async (chosen, signal) => {
      const removed = removedFrom(chosen);
      if (removed.length === 0) return [];
      // The default is asked anew when it goes.
      const held = await look(removed, chosen.includes(defaultEnvironment ?? '') ? (defaultEnvironment ?? '') : '');
      signal.throwIfAborted();
      const free = removed.filter((name) => !held.has(name));
      const gone = free.length === 0 ? [] : [`${free.join(', ')} will be taken out of manifest and configuration.`];
      return [...[...held.values()].map(({ hint, message }) => `! ${message}. ${hint}`), ...gone];
    },
    refuse: async (answers) => {
      const removed = removedFrom(answers.environments);
      const [first] = removed.length === 0 ? [] : (await look(removed, answers.defaultEnvironment)).values();
      if (first !== undefined) throw first;
    },
  };
}
