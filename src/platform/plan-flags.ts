import type { FlagSpec } from './command.ts';

/** Flags that every command which plans has. */
export const planFlags: readonly FlagSpec[] = [
  { name: 'detail', type: 'string', value: 'LEVEL', summary: 'counts, lines, full or auto' },
  { name: 'refresh', type: 'string', value: 'false', summary: 'false: plan from the state alone' },
  { name: 'allow-data-loss', type: 'string', multiple: true, value: 'ADDRESS', summary: 'a resource whose data may be lost' },
];
