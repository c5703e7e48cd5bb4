import { parse } from 'jsonc-parser';
import { regionNames } from '../define/region-names.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import { environmentName } from '../model/environment-name.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Answers } from '../ui/wizard/answers.ts';

/** Files at the top of a project of the first generation, beside its manifest. */
export const gen1Files = ['azure-arm.json', 'atakora.json', 'atakora.gov.json'] as const;

/** Where the manifest of a project of the first generation is kept once it has a new one. */
export const keptGen1Manifest = '.atakora/manifest.gen1.json';

/** A project of the first generation. */
export interface Gen1Project {
  /** What was found, and what is made of it, for people. */
  readonly notice: string;
  /** What it says of the answers of `init`. */
  readonly answers: Partial<Answers>;
}

/** True for a manifest of the first generation: it has packages and a version of its own, and neither `schema` nor `id`. */
export function isGen1Manifest(text: string): boolean {
  const manifest = objectIn(text);
  const isOther = 'schema' in manifest || 'id' in manifest;
  const marks = ['defaultPackage', 'outputDirectory', 'cloudEnvironment', 'createdAt'];
  return !isOther && 'packages' in manifest && (Array.isArray(manifest['packages']) || marks.some((mark) => mark in manifest));
}

/** The project of the first generation that stands in a folder; undefined when there is none. */
export function findGen1(existing: ReadonlyMap<string, string>): Gen1Project | undefined {
  const manifestText = existing.get(manifestFile);
  const hasOld = manifestText !== undefined && isGen1Manifest(manifestText);
  const others = gen1Files.filter((name) => existing.has(name));
  // With a manifest of today the project has moved on.
  if (!hasOld && (manifestText !== undefined || others.length === 0)) return undefined;
  const manifest = objectIn(hasOld ? manifestText : '{}');
  const example = objectIn(existing.get('atakora.json') ?? existing.get('atakora.gov.json') ?? '{}');
  const answers = answersOf(manifest, example);
  return { answers, notice: noticeOf([...(hasOld ? [manifestFile] : []), ...others], answers, hasOld) };
}

function answersOf(manifest: JsonObject, example: JsonObject): Partial<Answers> {
  const organization = textIn(manifest, 'organization') ?? textIn(example, 'organization');
  const project = slug(textIn(manifest, 'project') ?? textIn(example, 'project') ?? textIn(example, 'name') ?? '');
  const described = environmentsOf(example);
  const environments = Object.keys(described).filter((name) => environmentName.test(name));
  const location = [...Object.values(described), ...deploymentsOf(manifest)].map((place) => regionOf(textIn(place, 'location'))).find((region) => region !== undefined);
  const subscriptionId = Object.values(described).map((place) => textIn(place, 'subscriptionId')).find((id) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id ?? ''));
  return {
    ...(organization === undefined ? {} : { organization }),
    ...(project === '' ? {} : { project }),
    ...(location === undefined ? {} : { location }),
    ...(environments.length === 0 ? {} : { environments }),
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
  };
}

function noticeOf(files: readonly string[], { environments, location, organization, project, subscriptionId }: Partial<Answers>, hasOld: boolean): string {
  const facts: readonly (readonly [string, string | undefined])[] = [['project', project], ['organization', organization], ['location', location], ['environments', environments?.join(', ')], ['subscription', subscriptionId]];
  const taken = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  const proposed = taken.length === 0 ? 'Nothing in it answers a question' : `Proposed from it: ${taken.join('; ')}`;
  const kept = hasOld ? ` ${manifestFile} is replaced, and kept as ${keptGen1Manifest}.` : '';
  return `This folder holds an Atakora Gen 1 project (${files.join(', ')}). ${proposed}. Its code stays as it is, and nothing of it is deployed from here.${kept}`;
}

function environmentsOf(example: JsonObject): Readonly<Record<string, JsonObject>> {
  const given = example['environments'];
  return given !== undefined && isJsonObject(given) ? Object.fromEntries(Object.entries(given).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]))) : {};
}

/** What the packages say of where they are deployed; both forms of the list occur. */
function deploymentsOf({ packages }: JsonObject): readonly JsonObject[] {
  const all: readonly Json[] = packages === undefined ? [] : Array.isArray(packages) ? (packages as readonly Json[]) : isJsonObject(packages) ? Object.values(packages) : [];
  return all.flatMap((entry) => (isJsonObject(entry) && entry['deployment'] !== undefined && isJsonObject(entry['deployment']) ? [entry['deployment']] : []));
}

function regionOf(text: string | undefined): string | undefined {
  const plain = text?.toLowerCase().replaceAll(' ', '');
  return regionNames.find(({ name }) => name === plain)?.name;
}

function textIn(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Names of projects had any letters then. */
function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').slice(0, 40).replace(/-+$/, '');
}

function objectIn(text: string): JsonObject {
  const value = parse(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true }) as Json | undefined;
  return value !== undefined && isJsonObject(value) ? value : {};
}
