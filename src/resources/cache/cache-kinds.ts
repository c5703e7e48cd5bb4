import type { KindMaker } from '../kind-maker.ts';
import { redisCache, redisEnterprise, redisEnterpriseDatabase, redisFirewallRule } from './redis.ts';

/** Kinds of this folder, in the order of their files. */
export const cacheKinds: readonly KindMaker[] = [redisCache, redisEnterprise, redisEnterpriseDatabase, redisFirewallRule];
