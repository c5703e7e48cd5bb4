import type { KindMaker } from '../kind-maker.ts';
import { auditingSetting } from './auditing-setting.ts';
import { sqlDatabase } from './database.ts';
import { firewallRule } from './firewall-rule.ts';
import { sqlAdministrator, sqlEntraOnly, sqlServer } from './server.ts';
import { virtualNetworkRule } from './virtual-network-rule.ts';

/** Kinds of this folder, in the order of their files. */
export const sqlKinds: readonly KindMaker[] = [
  auditingSetting,
  sqlDatabase,
  firewallRule,
  sqlAdministrator,
  sqlEntraOnly,
  sqlServer,
  virtualNetworkRule,
];
