import type { KindMaker } from '../kind-maker.ts';
import { containerThroughputSetting } from './container-throughput-setting.ts';
import { sqlRoleDefinition } from './sql-role-definition.ts';
import { throughputSetting } from './throughput-setting.ts';

/** Kinds of this folder, in the order of their files. */
export const cosmosKinds: readonly KindMaker[] = [containerThroughputSetting, sqlRoleDefinition, throughputSetting];
