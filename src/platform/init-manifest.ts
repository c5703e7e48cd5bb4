import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { withJsonField, withoutJsonField } from '../engine/load/edit-configuration.ts';
import { parseManifest } from '../engine/load/manifest.ts';
import { knownFields } from '../engine/load/manifest-schema.ts';
import type { Json } from '../model/json.ts';
import { plainRegion } from '../resources/region-names.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { editableTags } from './detect-answers.ts';
import { stateAccountName, stateContainer } from './state-names.ts';
import { withField } from './write-manifest.ts';

/** The manifest of a new project. */
export function freshManifest(answers: Answers, id: string): string {
  const given = fieldsOf(answers, undefined, id).filter(isGiven);
  const environments = Object.fromEntries(answers.environments.map((name) => [name, {}]));
  return `${JSON.stringify({ schema: 1, id, ...Object.fromEntries(given), environments, packages: { main: { path: '.' } } }, null, 2)}\n`;
}

/**
 * The manifest of a project as answers change it: what is answered as it stands stays as it is written, comments, order, indentation and line ends
 * included; what was there and is answered with nothing goes. Pure.
 */
export function changedManifest(answers: Answers, before: string): string {
  const mark = before.startsWith('\uFEFF') ? '\uFEFF' : '';
  const plain = before.slice(mark.length);
  const { manifest } = parseManifest(plain);
  const fields = fieldsOf(answers, plain, manifest.id);
  const added = answers.environments.filter((name) => manifest.environments?.[name] === undefined).map((name) => [['environments', name], {}] as const);
  const set = [...fields.filter(isGiven).map(([name, value]) => [[name], value] as const), ...added];
  const gone = [...removedFields(answers, manifest), ...Object.keys(manifest.environments ?? {}).filter((name) => !answers.environments.includes(name)).map((name) => ['environments', name])];
  const changed = set.reduce((text, [path, value]) => withValue(text, [...path], value), plain);
  return mark + gone.reduce((text, path) => withoutJsonField(text, path) ?? text, changed);
}

type Field = readonly [name: string, value: Json | undefined];

function isGiven(field: Field): field is readonly [string, Json] {
  return field[1] !== undefined && field[1] !== '';
}

function fieldsOf(answers: Answers, before: string | undefined, id: string): readonly Field[] {
  return [
    ['organization', answers.organization],
    ['project', answers.project],
    ['environment', answers.defaultEnvironment],
    ['location', answers.location],
    ['subscriptionId', answers.subscriptionId],
    ['tenantId', answers.tenantId],
    ['state', stateField(answers, before, id)],
    ...Object.entries(answers.tags).filter(([name]) => !knownFields.includes(name)),
  ];
}

/** What the manifest has and the answers have no more. A tenant goes with its subscription: alone it is not asked. */
function removedFields(answers: Answers, manifest: ReturnType<typeof parseManifest>['manifest']): readonly (readonly string[])[] {
  const lost = (['organization', 'location', 'subscriptionId'] as const).filter((name) => manifest[name] !== undefined && (answers[name] ?? '') === '');
  const tenant = lost.includes('subscriptionId') && manifest.tenantId !== undefined ? ['tenantId'] : [];
  const tags = Object.keys(editableTags(manifest)).filter((name) => answers.tags[name] === undefined);
  return [...lost, ...tenant, ...tags].map((name) => [name]);
}

/** The setting of the state; undefined where there is nothing to write. A container that is named stays, whatever its name is. */
function stateField({ state, project, subscriptionId }: Answers, before: string | undefined, id: string): Json | undefined {
  if (state !== 'azure-blob' || subscriptionId === undefined) {
    return state === 'local' ? state : undefined;
  }
  if (before !== undefined && valueAt(before, ['state', 'backend']) === 'azure-blob') {
    return undefined;
  }
  return { backend: 'azure-blob', account: stateAccountName({ project, projectId: id, subscriptionId }), container: stateContainer };
}

/** A value that says the same keeps its form: `42` is not made `"42"`, nor `West Europe` `westeurope`. */
function withValue(text: string, path: readonly string[], value: Json): string {
  const found = valueAt(text, path);
  if (found === undefined) return withJsonField(text, path, value);
  const isSame = String(found).trim() === String(value) || (path[0] === 'location' && typeof found === 'string' && plainRegion(found) === value);
  return typeof found !== 'object' && isSame ? text : withField(text, path, asBefore(value, found));
}

/** A number stays a number where the text is one; so does yes or no. */
function asBefore(value: Json, found: unknown): Json {
  if (typeof value !== 'string') return value;
  if (typeof found === 'number' && String(Number(value)) === value) return Number(value);
  return typeof found === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value;
}

function valueAt(text: string, path: readonly string[]): unknown {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  return node === undefined ? undefined : node.type === 'object' || node.type === 'array' ? {} : (node.value as unknown);
}
