import type { KindMaker } from '../kind-maker.ts';
import { api, apiOperation, managementPolicies } from './api.ts';
import { apiSubscription, backend, namedValue, policyFragment, product } from './product.ts';
import { service } from './service.ts';

/** Kinds of this folder, in the order of their files. */
export const apiManagementKinds: readonly KindMaker[] = [
  api,
  apiOperation,
  ...managementPolicies,
  apiSubscription,
  backend,
  namedValue,
  policyFragment,
  product,
  service,
];
