import type { Platform } from './platform.ts';

/** True where `CI` is set: nobody sits there, and what one person chose in a checkout does not count. */
export function isInCi(env: Platform['env']): boolean {
  return env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
}
