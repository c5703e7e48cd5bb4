import type { KindMaker } from '../kind-maker.ts';
import { afdEndpoint } from './afd-endpoint.ts';
import { customDomain } from './custom-domain.ts';
import { originGroup } from './origin-group.ts';
import { origin } from './origin.ts';
import { profile } from './profile.ts';
import { route } from './route.ts';
import { ruleSet } from './rule-set.ts';
import { rule } from './rule.ts';
import { securityPolicy } from './security-policy.ts';

/** Kinds of this folder, in the order of their files. */
export const cdnKinds: readonly KindMaker[] = [
  afdEndpoint,
  customDomain,
  originGroup,
  origin,
  profile,
  route,
  ruleSet,
  rule,
  securityPolicy,
];
