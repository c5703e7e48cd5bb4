import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { SourceLocation } from '../model/source-location.ts';
import { plainRegion } from '../resources/region-names.ts';
import { suggestion } from './nearest.ts';
import { settingNames, settingsSchema } from './settings-schema.ts';

/** Settings from one place. Later layers win. */
export interface SettingsLayer {
  /** Where they come from, for people: `atakora.config.ts (staging)`. */
  readonly source: string;
  /** What kind of place that is; `configuration` when absent. */
  readonly kind?: 'configuration' | 'backend';
  readonly settings: unknown;
  /** Environment that they are for: used for it and for those that extend it. Absent: used for every environment, after the others. */
  readonly environment?: string;
  /** Environment whose settings the layer's own starts from. */
  readonly extends?: string;
  /** Where a setting stands in the file: the path below the layer, or the nearest around it. Absent: nobody can say. */
  readonly locate?: (path: readonly string[]) => SourceLocation | undefined;
}

/** The layer as plain settings, regions in their short form, without what is wrong in it: an error `ATK1308` for each problem. */
export function checkLayer(layer: SettingsLayer): { readonly settings: JsonObject; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = settingsSchema.safeParse(layer.settings ?? {});
  if (parsed.success) {
    return { settings: plainSettings(parsed.data), diagnostics: [] };
  }
  const { issues } = parsed.error;
  const wrong = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]));
  const rest = settingsSchema.safeParse(wrong.reduce<unknown>((settings, path) => without(settings, path.map(String)), layer.settings ?? {}));
  return { settings: rest.success ? plainSettings(rest.data) : {}, diagnostics: issues.flatMap((issue) => problemsOf(issue, layer)) };
}

function plainSettings(settings: ParsedSettings): JsonObject {
  const { cosmos } = settings;
  return (cosmos?.regions === undefined ? settings : { ...settings, cosmos: { ...cosmos, regions: cosmos.regions.map(plainRegion) } }) as unknown as JsonObject;
}

/** The value without what stands at a path; inside of a list, without the list. */
function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const { [step]: inner, ...others } = value as Readonly<Record<string, unknown>>;
  const kept = rest.length === 0 ? undefined : without(inner, rest);
  return kept === undefined ? others : { ...others, [step]: kept };
}

type ParsedSettings = NonNullable<ReturnType<typeof settingsSchema.safeParse>['data']>;
type Issue = NonNullable<ReturnType<typeof settingsSchema.safeParse>['error']>['issues'][number];

function problemsOf(issue: Issue, layer: SettingsLayer): readonly Diagnostic[] {
  const path = issue.path.map(String);
  const problem = (at: readonly string[], text: string, hint?: string): Diagnostic =>
    diagnostic('error', 'ATK1308', `${layer.source}: "${at.join('.')}" ${text}`, { location: layer.locate?.(at), ...(hint === undefined ? {} : { hint }) });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem([...path, key], 'is not a setting', suggestion(key, settingNames(path))));
  }
  if (issue.code === 'invalid_key') {
    return [problem(path, issue.issues[0]?.message ?? issue.message)];
  }
  const given = JSON.stringify(valueAt(layer.settings, path)) ?? 'missing';
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return [problem(path, `is ${given}: it must be ${values.join(', ')}`, suggestion(String(valueAt(layer.settings, path)), values))];
  }
  return [problem(path, `is ${given}: ${demandOf(issue)}`)];
}

/** What a value must be, in the words of this program where the parser has only its own. */
function demandOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return `it must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `it must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    case 'invalid_type':
      return `it must be ${issue.expected === 'int' ? 'a whole number' : issue.expected === 'boolean' ? 'true or false' : issue.expected === 'array' ? 'a list' : `${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`}`;
    default:
      return issue.message.toLowerCase().startsWith('must') ? `it ${issue.message}` : issue.message;
  }
}

function valueAt(settings: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[step] : undefined), settings);
}
