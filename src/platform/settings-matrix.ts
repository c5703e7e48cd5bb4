import { resolveSettings } from '../define/environments.ts';
import { nearest } from '../define/nearest.ts';
import type { SettingsLayer } from '../define/settings-layer.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { errorCodes } from '../model/error-codes.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Matrix, MatrixChange } from '../ui/wizard/matrix.ts';
import { parseChange } from '../ui/wizard/matrix.ts';
import type { SettingField } from './setting-fields.ts';
import { settingField, settingFields } from './setting-fields.ts';

/** A change of a setting, read and known to the schema. */
export interface SettingChange {
  readonly environment: string;
  readonly path: readonly string[];
  readonly value: Json;
}

/**
 * The settings of environments as a table, upon what the configuration says now. Checked by what resolves settings for every other command:
 * the messages are its own.
 * @param layers Of the configuration that is there; none for a new project.
 */
export function settingsMatrix(environments: readonly string[], layers: readonly SettingsLayer[]): Matrix {
  const fields = settingFields();
  const before = new Map(environments.map((name) => [name, problemsOf(name, layersWith(layers, name, []))]));
  const settings = new Map(environments.map((name) => [name, resolveSettings(name, layersWith(layers, name, [])).settings as unknown as JsonObject]));
  const fresh = (environment: string, changes: readonly MatrixChange[]): readonly string[] => {
    const known = before.get(environment) ?? [];
    const found = problemsOf(environment, layersWith(layers, environment, changes.map(read)));
    return found.filter(({ code, summary }) => known.every((other) => other.code !== code || other.summary !== summary)).map(sentence);
  };
  return {
    columns: environments,
    rows: fields.map(({ group, key, label, values }) => ({ key, group: group === '' ? 'other' : group, label, ...(values === undefined ? {} : { values }) })),
    base: (environment, key) => textOf(valueAt(settings.get(environment), key.split('.'))),
    // Alone: what contradicts another cell may be mended there next.
    checkCell: (column, key, text) => nameProblem({ column, key, text }, environments) ?? wrongValue(column, key, text),
    checkAll: (lines) => {
      const changes = lines.map((line) => parseChange(line, true));
      const unread = lines.find((_line, at) => changes[at] === undefined);
      if (unread !== undefined) return `"${unread}" is no change of a setting: write ENV.SETTING=VALUE, such as prod.cosmos.maxThroughput=8000.`;
      const read = changes.filter((change) => change !== undefined);
      const wrong = read.map((change) => nameProblem(change, environments) ?? wrongValue(change.column, change.key, change.text)).find((problem) => problem !== undefined);
      return wrong ?? environments.flatMap((environment) => fresh(environment, read.filter(({ column }) => column === environment)))[0];
    },
  };
}

/** Lines that `checkAll` has taken, as what they change. */
export function settingChanges(lines: readonly string[]): readonly SettingChange[] {
  return lines.flatMap((line) => {
    const change = parseChange(line, true);
    return change === undefined ? [] : [read(change)];
  });
}

function read({ column, key, text }: MatrixChange): SettingChange {
  return { environment: column, path: key.split('.'), value: settingField(key)?.read(text) ?? text };
}

function nameProblem({ column, key }: MatrixChange, environments: readonly string[]): string | undefined {
  if (!environments.includes(column)) return `"${column}" is no environment of the project: it has ${environments.join(', ')}.`;
  if (settingField(key) !== undefined) return undefined;
  const near = nearest(key, settingFields().map((field: SettingField) => field.key));
  return `"${key}" is not a setting.${near === undefined ? '' : ` Did you mean "${near}"?`}`;
}

function wrongValue(environment: string, key: string, text: string): string | undefined {
  const layer: SettingsLayer = { environment, source: environment, settings: nested(read({ column: environment, key, text })) };
  const [found] = problemsOf(environment, [layer]).filter(({ code }) => code === 'ATK1308');
  return found === undefined ? undefined : sentence(found);
}

function problemsOf(environment: string, layers: readonly SettingsLayer[]): readonly Diagnostic[] {
  return resolveSettings(environment, layers).diagnostics.filter(({ severity }) => severity === 'error');
}

/** The layers with the changes in the environment's own, where they will be written: what one place says must not contradict itself. */
function layersWith(layers: readonly SettingsLayer[], environment: string, changes: readonly SettingChange[]): readonly SettingsLayer[] {
  const own = layers.find((layer) => layer.environment === environment) ?? { environment, source: environment, settings: {} };
  const given = isJsonObject(own.settings as Json) ? (own.settings as JsonObject) : {};
  const settings = changes.reduce<JsonObject>((merged, change) => merge(merged, nested(change)), given);
  return [...layers.filter((layer) => layer !== own), { ...own, settings }];
}

function nested({ path, value }: Pick<SettingChange, 'path' | 'value'>): JsonObject {
  return path.reduceRight<Json>((below, step) => ({ [step]: below }), value) as JsonObject;
}

function merge(base: JsonObject, over: JsonObject): JsonObject {
  const merged = Object.entries(over).map(([key, value]) => {
    const below = base[key];
    return [key, isJsonObject(below) && isJsonObject(value) ? merge(below, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(merged) };
}

function valueAt(settings: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => (value !== undefined && isJsonObject(value) ? value[step] : undefined), settings);
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(String).join(',');
  return isJsonObject(value) ? JSON.stringify(value) : String(value);
}

/** What is wrong, and the mend where it says more than that of every such error. */
function sentence({ code, hint, summary }: Diagnostic): string {
  const end = /[.!?]$/.test(summary) ? summary : `${summary}.`;
  return hint === '' || hint === errorCodes[code].mend ? end : `${end} ${hint}`;
}
