import type { FlagSpec } from './command.ts';

/** Flags that choose a part of a plan. */
const partFlags: readonly FlagSpec[] = [
  { name: 'target', type: 'string', multiple: true, value: 'ADDRESS', summary: 'only this resource and what it needs; globs such as main/cosmos.*/**' },
  { name: 'exclude', type: 'string', multiple: true, value: 'ADDRESS', summary: 'leave out this resource and what needs it' },
];

const detail: FlagSpec = { name: 'detail', type: 'string', value: 'LEVEL', summary: 'counts, lines, full or auto' };

/** Flags that every command has which plans from the definition. */
export const planFlags: readonly FlagSpec[] = [
  detail,
  ...partFlags,
  { name: 'replace', type: 'string', multiple: true, value: 'ADDRESS', summary: 'replace this resource although it could stay' },
  { name: 'republish', type: 'string', multiple: true, value: 'ADDRESS', summary: 'publish the code of this function app although it is unchanged' },
  { name: 'refresh', type: 'string', value: 'MODE', summary: 'false: plan from the state alone; only: take what is in Azure into the state and plan nothing' },
  { name: 'allow-data-loss', type: 'string', multiple: true, value: 'ADDRESS', summary: 'a resource whose data may be lost' },
];

/** Flags of a plan to destroy. */
export const destroyFlags: readonly FlagSpec[] = [detail, ...partFlags, { name: 'refresh', type: 'string', value: 'MODE', summary: 'false: plan from the state alone' }];
