import { plainRegion } from '../../resources/region-names.ts';
import type { LocalContext } from '../context.ts';

/** The limit that `settings.json` sets for something in a region, or in the whole subscription; undefined when it sets none. */
export function quotaOf(context: LocalContext, name: string, region?: string): number | undefined {
  const key = name.toLowerCase();
  const here = region === undefined ? undefined : context.settings.quotas[`${key}@${plainRegion(region)}`];
  return here ?? context.settings.quotas[key];
}

/** True when `settings.json` says that nobody gets it in that region. */
export function isUnavailable(context: LocalContext, name: string, region: string): boolean {
  const key = name.toLowerCase();
  return context.settings.unavailable.some((entry) => entry === key || entry === `${key}@${plainRegion(region)}`);
}
