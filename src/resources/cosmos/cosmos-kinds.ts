import type { KindMaker } from '../kind-maker.ts';
import { sqlRoleDefinition } from './sql-role-definition.ts';
import { containerThroughputSetting, throughputSetting } from './throughput-settings.ts';

/** Kinds of this folder, in the order of their files. */
export const cosmosKinds: readonly KindMaker[] = [containerThroughputSetting, sqlRoleDefinition, throughputSetting];
