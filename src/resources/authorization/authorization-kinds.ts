import type { KindMaker } from '../kind-maker.ts';
import { policyAssignment } from './policy-assignment.ts';
import { policyDefinition } from './policy-definition.ts';
import { policySetDefinition } from './policy-set-definition.ts';
import { roleDefinition } from './role-definition.ts';

/** Kinds of this folder, in the order of their files. */
export const authorizationKinds: readonly KindMaker[] = [policyAssignment, policyDefinition, policySetDefinition, roleDefinition];
