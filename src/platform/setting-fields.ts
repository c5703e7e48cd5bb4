import { z } from 'zod';
import { builtInFeatures } from '../define/built-in-environments.ts';
import { settingsSchema } from '../define/settings-schema.ts';
import type { Json } from '../model/json.ts';

/** A single setting as the schema has it, for whoever changes it as text. */
export interface SettingField {
  /** Path in the settings: `cosmos.mode`. */
  readonly key: string;
  /** First step of the path; empty for settings of no group. */
  readonly group: string;
  /** Rest of the path. */
  readonly label: string;
  /** All values that it may have, as text; absent: it is typed. */
  readonly values?: readonly string[];
  /** The value that a text stands for. What is not of the type stays text, for the schema to refuse. */
  readonly read: (text: string) => Json;
}

/** Every setting of the schema, in its order; of the feature flags those that are built in. */
export function settingFields(): readonly SettingField[] {
  return Object.entries(settingsSchema.shape).flatMap(([name, field]) => fieldsBelow([name], inner(field)));
}

/** The field of a path; flags that a component names itself are fields too. Undefined for what the schema does not have. */
export function settingField(key: string): SettingField | undefined {
  return settingFields().find((field) => field.key === key) ?? (/^features\.[^.]+$/.test(key) ? field(key.split('.'), z.boolean()) : undefined);
}

function inner(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? inner(schema.unwrap()) : schema;
}

function fieldsBelow(path: readonly string[], schema: unknown): readonly SettingField[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, below]) => fieldsBelow([...path, name], inner(below)));
  }
  return schema instanceof z.ZodRecord ? builtInFeatures.map((name) => field([...path, name], schema.valueType)) : [field(path, schema)];
}

function field(path: readonly string[], schema: unknown): SettingField {
  const values = valuesOf(schema);
  const read = (text: string): Json => values?.find((value) => String(value) === text) ?? readFree(schema, text);
  const [first = '', ...rest] = path;
  return { key: path.join('.'), group: rest.length === 0 ? '' : first, label: rest.length === 0 ? first : rest.join('.'), read, ...(values === undefined ? {} : { values: values.map(String) }) };
}

/** The values of a choice; undefined for what is not one. */
function valuesOf(schema: unknown): readonly (string | number | boolean)[] | undefined {
  if (schema instanceof z.ZodBoolean) return [false, true];
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodUnion && schema.options.every((option) => option instanceof z.ZodLiteral)) return schema.options.flatMap((option) => [...(option as z.ZodLiteral<string | number>).values]);
  return undefined;
}

function readFree(schema: unknown, text: string): Json {
  if (schema instanceof z.ZodArray) return text.split(',').map((item) => item.trim()).filter((item) => item !== '');
  const isNumber = schema instanceof z.ZodNumber || (schema instanceof z.ZodUnion && schema.options.some((option) => option instanceof z.ZodNumber));
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
