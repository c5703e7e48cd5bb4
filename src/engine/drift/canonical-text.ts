import { plainRegion, displayRegion } from '../../resources/region-names.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const resourceId = /^\/(?:subscriptions|providers|managementGroups)\//i;
/** Definitions that ARM returns under the scope that it was asked at. */
const scopedDefinition = /\/providers\/microsoft\.authorization\/roledefinitions\/[^/]+$/i;
const duration = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,9}))?S)?)?$/;
const timeSpan = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/;
const timestamp = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const webAddress = /^(https?|wss?|amqps?|sb):\/\/([^/?#]+)(.*)$/is;
const hostAddress = /^(?:\d{1,3}\.){3}\d{1,3}\/32$/;
const wholeNumber = /^(-?\d+)\.0+$/;
const amount = /^(\d+)(\.\d*?)0*([A-Za-z]{1,3})$/;
const words = /^[A-Za-z]\w*(?:\s*,\s*[A-Za-z]\w*)+$/;
const word = /^[A-Za-z][A-Za-z0-9_.-]*$/;
const standardPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/**
 * The text that stands for a value in whatever form Azure writes it: equal for texts that mean the same, whatever their type and path.
 * Display names of regions, ids and GUIDs, single words (enumerations), durations, times, addresses, numbers and booleans as texts,
 * indented XML and JSON, line ends.
 */
export function canonicalText(text: string): string {
  if (resourceId.test(text)) {
    return canonicalId(text);
  }
  if (isRegion(text)) {
    return plainRegion(text);
  }
  return spanText(text) ?? timeText(text) ?? addressText(text) ?? numberText(text) ?? wordsText(text) ?? (word.test(text) || guid.test(text) ? text.toLowerCase() : documentText(text));
}

/** True for a region in either spelling. */
function isRegion(text: string): boolean {
  const plain = plainRegion(text);
  return displayRegion(plain) !== plain;
}

function canonicalId(text: string): string {
  const plain = text.toLowerCase().replace(/\/+$/, '');
  return scopedDefinition.exec(plain)?.[0] ?? plain;
}

/** A duration (ISO 8601 or .NET) as a count of ten millionths of a second; .NET counts a year as 365 days and a month as 30. */
function spanText(text: string): string | undefined {
  const iso = duration.exec(text);
  if (iso !== null) {
    const [years, months, weeks, days, hours, minutes, seconds] = iso.slice(1, 8).map((part) => BigInt(part ?? 0));
    const whole = ((years ?? 0n) * 365n + (months ?? 0n) * 30n + (weeks ?? 0n) * 7n + (days ?? 0n)) * 86_400n + (hours ?? 0n) * 3600n + (minutes ?? 0n) * 60n + (seconds ?? 0n);
    return tickText(whole, iso[8]);
  }
  const span = timeSpan.exec(text);
  if (span === null) {
    return undefined;
  }
  const [days, hours, minutes, seconds] = span.slice(1, 5).map((part) => BigInt(part ?? 0));
  return tickText((days ?? 0n) * 86_400n + (hours ?? 0n) * 3600n + (minutes ?? 0n) * 60n + (seconds ?? 0n), span[5]);
}

function tickText(seconds: bigint, fraction = ''): string {
  return `span ${String(seconds * 10_000_000n + BigInt(fraction.padEnd(7, '0').slice(0, 7)))}`;
}

/** A time to the millisecond, in UTC; one without a zone is taken as UTC. */
function timeText(text: string): string | undefined {
  const found = timestamp.exec(text);
  if (found === null) {
    return undefined;
  }
  const [, day = '', minute = '', second = '00', fraction = '', zone = 'Z'] = found;
  const at = Date.parse(`${day}T${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : `time ${String(at)}`;
}

function addressText(text: string): string | undefined {
  if (hostAddress.test(text)) {
    return text.slice(0, -3);
  }
  const found = webAddress.exec(text);
  if (found === null) {
    return undefined;
  }
  const scheme = (found[1] ?? '').toLowerCase();
  const host = (found[2] ?? '').toLowerCase();
  const port = standardPorts[scheme] ?? ':';
  return `${scheme}://${host.endsWith(port) ? host.slice(0, -port.length) : host}${(found[3] ?? '').replace(/\/+$/, '')}`;
}

function numberText(text: string): string | undefined {
  const found = amount.exec(text);
  if (found !== null) {
    return `${found[1] ?? ''}${found[2] === '.' ? '' : (found[2] ?? '')}${found[3] ?? ''}`;
  }
  return wholeNumber.exec(text)?.[1];
}

/** Flags in one text, in whatever order: `SystemAssigned, UserAssigned`. */
function wordsText(text: string): string | undefined {
  return words.test(text) ? text.toLowerCase().split(/\s*,\s*/).sort().join(',') : undefined;
}

/** XML without the space between its tags, JSON without the space between its parts, text with one kind of line end. */
function documentText(text: string): string {
  const plain = text.replaceAll('\r\n', '\n').trim();
  if (plain.startsWith('<') && plain.endsWith('>')) {
    return plain.replaceAll(/\s+/g, ' ').replaceAll(/> </g, '><').replaceAll(/ ?(\/?>)/g, '$1');
  }
  if (/^[[{].*[\]}]$/s.test(plain)) {
    try {
      return JSON.stringify(JSON.parse(plain));
    } catch {
      return plain;
    }
  }
  return plain;
}
