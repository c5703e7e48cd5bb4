import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { displayRegion, plainRegion } from './region-names.ts';
import type { Normalisation } from './settle-rules.ts';

/** The form in which Azure returns a value; undefined when it is not returned at all. Applied twice it gives the same. */
export function normalise(value: Json, form: Normalisation): Json | undefined {
  if (typeof form !== 'string') {
    return typeof value === 'string' ? (form.find((spelling) => spelling.toLowerCase() === value.toLowerCase()) ?? value) : value;
  }
  switch (form) {
    case 'drop-empty':
      return isEmpty(value) ? undefined : value;
    case 'null-empty':
      return isEmpty(value) ? null : value;
    case 'keep-null':
      return value;
    case 'text':
      return typeof value === 'number' ? String(value) : typeof value === 'boolean' ? (value ? 'True' : 'False') : value;
    case 'sorted':
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? [...(value as readonly string[])].sort() : value;
    default:
      return typeof value === 'string' ? textForms[form](value) : value;
  }
}

type TextForm = Exclude<Extract<Normalisation, string>, 'drop-empty' | 'null-empty' | 'keep-null' | 'text' | 'sorted'>;

const textForms: Readonly<Record<TextForm, (text: string) => Json>> = {
  'lower': (text) => text.toLowerCase(),
  'upper': (text) => text.toUpperCase(),
  'region': plainRegion,
  'display-region': displayRegion,
  'number': (text) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text),
  'boolean': (text) => (/^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text),
  'duration': daysOnly,
  'timestamp': shortTime,
  'slash': (text) => (text === '' || text.endsWith('/') ? text : `${text}/`),
  'no-slash': (text) => text.replace(/\/+$/, ''),
  'no-first-slash': (text) => text.replace(/^\/+/, ''),
  'arm-id': (text) => text.replace(/(\/resourcegroups\/|\/providers\/[^/]+\/[^/]+)(?=[^/]|\/)/gi, (part) => part.toLowerCase()),
  'no-port': (text) => text.replace(/:443(?=\/|$)/, ''),
  'crlf': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
};

/** A time without the zeros at the end of its fraction, and with `Z` for no offset. */
function shortTime(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return text;
  const fraction = /(?:\.(\d*?)0*)(?=Z|[+-]\d\d:\d\d$|$)/;
  return text.replace(fraction, (_all, digits: string | undefined) => ((digits ?? '') === '' ? '' : `.${digits ?? ''}`)).replace(/\+00:00$/, 'Z');
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0) || (isJsonObject(value) && Object.keys(value).length === 0);
}

/** A duration in days, hours, minutes and seconds: .NET counts a year as 365 days and a month as 30. */
function daysOnly(text: string): string {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(T.+)?$/.exec(text);
  if (found === null || (found[1] === undefined && found[2] === undefined && found[3] === undefined)) return text;
  const [years, months, weeks, days] = [1, 2, 3, 4].map((part) => Number(found[part] ?? 0));
  const all = (years ?? 0) * 365 + (months ?? 0) * 30 + (weeks ?? 0) * 7 + (days ?? 0);
  return `P${all === 0 ? '' : `${String(all)}D`}${found[5] ?? ''}`;
}
