import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { isFingerprint } from '../../model/sensitive-paths.ts';
import { canonicalText } from './canonical-text.ts';

/** Places whose text is the user's own word for word: letter case and spelling count. */
const ownWords = /^tags\.|(?:^|\.)(?:metadata|displayName|description|notes)(?:\.|$)/i;

/** True for what means "nothing": null, and texts, arrays and objects that are empty. */
export function isEmptyValue(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || (isJsonObject(value) && Object.keys(value).length === 0);
}

/**
 * Text that is equal for two values of a live body that mean the same, in whatever form Azure writes them; arrays and objects by their
 * exact value. This is the one notion of "same value" for whatever Azure holds.
 */
export function liveText(value: Json, plainPath: string): string {
  if (typeof value === 'string') {
    return ownWords.test(plainPath) ? value : canonicalText(value);
  }
  return Array.isArray(value) || isJsonObject(value) ? canonicalJson(value) : canonicalText(String(value));
}

/**
 * True when two live values are the same in any form that Azure writes them. Fingerprints under different keys say nothing about each
 * other, so they never differ.
 */
export function isEqualLive(one: Json, other: Json, plainPath: string): boolean {
  if (isFingerprint(one) && isFingerprint(other)) {
    return one === other || keyOf(one) !== keyOf(other);
  }
  return liveText(one, plainPath) === liveText(other, plainPath);
}

/** What services put in the place of a secret; a single star is a value of its own. */
const mask = /^(?:\*{3,}|<?hidden>?|<?redacted>?)$/i;

/** True when a live value is the one that was sent, or what is answered for it, by rules that hold for every type. */
export function isSameLive(sent: Json, live: Json, plainPath: string): boolean {
  return isEqualLive(sent, live, plainPath) || (typeof sent === 'string' && typeof live === 'string' && (isTailOf(sent, live) || mask.test(live)));
}

function keyOf(fingerprint: string): string {
  return fingerprint.split(':')[1] ?? '';
}

/** True where the name, or the last part, of another resource's id was sent and the whole id is answered. */
function isTailOf(sent: string, live: string): boolean {
  return sent !== '' && live.startsWith('/') && live.length > sent.length && live.toLowerCase().endsWith(`${sent.startsWith('/') ? '' : '/'}${sent.toLowerCase()}`);
}
