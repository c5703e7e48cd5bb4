import type { Scene } from './scene.ts';

/** One of the lists with details. */
function list(name: 'secrets' | 'environments' | 'settings' | 'drift' | 'history' | 'state' | 'doctor', title: string): Scene {
  return { name, title, kind: 'screen', alternate: true, load: async () => (await import('./browser-scenes.ts')).browserScenes[name] };
}

/** Everything of the program that people see and that only needs sample data, in the order in which they meet it. */
export const scenes: readonly Scene[] = [
  { name: 'wizard', title: 'the questions of init', kind: 'screen', load: async () => (await import('./wizard-scene.ts')).wizard },
  { name: 'plan', title: 'plans as they are printed', kind: 'printed', load: async () => (await import('./plan-scenes.ts')).printedPlans },
  { name: 'explorer', title: 'the plan explorer', kind: 'screen', alternate: true, load: async () => (await import('./plan-scenes.ts')).planExplorer },
  { name: 'approval', title: 'the question before an apply', kind: 'screen', load: async () => (await import('./question-scenes.ts')).loadApproval() },
  { name: 'choices', title: 'a list over a running board', kind: 'screen', load: async () => (await import('./question-scenes.ts')).loadChoices() },
  { name: 'namesake', title: 'what to do about a deleted namesake', kind: 'lines', load: async () => (await import('./question-scenes.ts')).deletedNamesake },
  { name: 'board', title: 'the board of an apply', kind: 'screen', load: async () => (await import('./board-scenes.ts')).loadBoard() },
  { name: 'record', title: 'what the board leaves behind', kind: 'lines', load: async () => (await import('./board-scenes.ts')).loadRecord() },
  { name: 'tasks', title: 'an apply as a list of tasks', kind: 'lines', load: async () => (await import('./board-scenes.ts')).taskList },
  { name: 'secret', title: 'the masked prompt', kind: 'screen', load: async () => (await import('./question-scenes.ts')).secretPrompt },
  { name: 'cleanup', title: 'the findings of cleanup, to be picked', kind: 'screen', load: async () => (await import('./question-scenes.ts')).loadCleanup() },
  { name: 'printed-drift', title: 'drift as it is printed', kind: 'printed', load: async () => (await import('./printed-scenes.ts')).printedDrift },
  { name: 'browser', title: 'a list with details, marks and actions', kind: 'screen', alternate: true, load: async () => (await import('./browser-scene.ts')).sampleBrowser },
  list('secrets', 'the secrets of an environment'),
  list('environments', 'the environments of a project'),
  list('settings', 'settings of all environments beside each other'),
  list('drift', 'what differs from what was applied'),
  list('history', 'the runs of an environment'),
  list('state', 'the resources of a state'),
  list('doctor', 'what doctor found'),
  { name: 'events', title: 'what is told on the way', kind: 'lines', load: async () => (await import('./event-scenes.ts')).toldEvents },
  { name: 'secrets-table', title: 'secrets list', kind: 'printed', load: async () => (await import('./printed-scenes.ts')).secretTable },
  { name: 'environments-table', title: 'env list', kind: 'printed', load: async () => (await import('./printed-scenes.ts')).environmentTable },
  { name: 'errors', title: 'errors, and failures of Azure', kind: 'printed', load: async () => (await import('./printed-scenes.ts')).errors },
  { name: 'too-small', title: 'a window that is too small', kind: 'screen', load: async () => (await import('./printed-scenes.ts')).tooSmall },
];
