import type { Command } from '../platform/command.ts';

/** A command in the table: what help needs, and how to load the rest. */
export interface CommandTableEntry {
  readonly name: string;
  readonly summary: string;
  /** Not in the overview: for whoever works on this program. */
  readonly hidden?: true;
  load(): Promise<Command>;
}

/** All commands in the order of help. Each is loaded only when it runs; a test holds names and summaries against the files. */
export const commands: readonly CommandTableEntry[] = [
  { name: 'init', summary: 'start a project, or change one', load: async () => (await import('./init.ts')).init },
  { name: 'plan', summary: 'show what would change', load: async () => (await import('./plan.ts')).plan },
  { name: 'apply', summary: 'plan, ask, then deploy', load: async () => (await import('./apply.ts')).apply },
  { name: 'drift', summary: 'show what was changed in Azure since the last apply', load: async () => (await import('./drift.ts')).drift },
  { name: 'import', summary: 'take an existing resource into the state', load: async () => (await import('./import.ts')).importResource },
  { name: 'destroy', summary: 'remove everything that the state holds', load: async () => (await import('./destroy.ts')).destroy },
  { name: 'synth', summary: 'write the ARM templates, nothing else', load: async () => (await import('./synth.ts')).synth },
  { name: 'validate', summary: 'check the backend without any cloud', load: async () => (await import('./validate.ts')).validate },
  { name: 'outputs', summary: 'print the outputs of the environment', load: async () => (await import('./outputs.ts')).outputs },
  { name: 'graph', summary: 'show the resource graph', load: async () => (await import('./graph.ts')).graph },
  { name: 'secrets', summary: 'set, look at, remove and rotate the secrets of an environment', load: async () => (await import('./secrets.ts')).secrets },
  { name: 'env', summary: 'look at environments and their settings; add, remove, choose and promote them', load: async () => (await import('./env.ts')).env },
  { name: 'state', summary: 'look at the state and mend it; make the place it lives in', load: async () => (await import('./state.ts')).state },
  { name: 'local', summary: 'serve, show or clear the local Azure; evaluate templates', load: async () => (await import('./local.ts')).local },
  { name: 'cleanup', summary: 'find and remove what old runs left behind', load: async () => (await import('./cleanup.ts')).cleanup },
  { name: 'history', summary: 'list the runs of the environment', load: async () => (await import('./history.ts')).history },
  { name: 'diff', summary: 'compare the templates of two runs, or of a run and the code', load: async () => (await import('./diff.ts')).diff },
  { name: 'rollback', summary: 'go back to what an earlier run applied', load: async () => (await import('./rollback.ts')).rollback },
  { name: 'replay', summary: 'show a recorded run again', load: async () => (await import('./replay.ts')).replay },
  { name: 'gallery', summary: 'show every screen of this program with sample data', hidden: true, load: async () => (await import('./gallery.ts')).gallery },
  { name: 'doctor', summary: 'check machine, sign-in, rights, names, state and vault', load: async () => (await import('./doctor.ts')).doctor },
];
