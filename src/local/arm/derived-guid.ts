import { createHash } from 'node:crypto';

/** What Azure would make up at random, derived instead: the same parts give the same GUID, so that a world is reproducible. */
export function derivedGuid(...parts: readonly string[]): string {
  const hex = derivedHex(...parts);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** 64 hex digits that the parts determine. */
export function derivedHex(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n').toLowerCase()).digest('hex');
}
