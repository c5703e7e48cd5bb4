import { z } from 'zod';
import { AtakoraError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { RunId } from '../../model/run-id.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { RunArchive } from '../ports.ts';

const file = 'synthesis.json';

/** Shape of `synthesis.json`; it is raised when an older one can no longer be planned from. */
const version = 1;

type Files = readonly (readonly [name: string, content: unknown])[];

/** A synthesis as files of a run's archive: the templates as they are, with parameters, and what a plan needs besides in `synthesis.json`. */
export function synthesisFiles(synthesis: Synthesis): Files {
  const names = fileNames(synthesis.stacks.map(({ id }) => id));
  const { stacks, ...rest } = synthesis;
  const templates = stacks.flatMap(({ id, template, parameters }): Files => {
    const name = names.get(id) ?? id;
    return [[`${name}.json`, template], ...(Object.keys(parameters).length > 0 ? ([[`${name}.parameters.json`, parameters]] as const) : [])];
  });
  const bare = stacks.map(({ template: _kept, parameters, ...stack }) => ({ ...stack, file: names.get(stack.id), parameters: Object.keys(parameters).length > 0 }));
  return [...templates, [file, { version, ...rest, stacks: bare }]];
}

/** One path for each stack, although ids may have characters that paths have not. */
function fileNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    ids.map((id) => {
      const plain = `templates/${id.replaceAll(/[^A-Za-z0-9._-]/g, '-')}`;
      let name = plain;
      for (let number = 2; taken.has(name); number += 1) name = `${plain}-${number}`;
      taken.add(name);
      return [id, name];
    }),
  );
}

const archived = z.looseObject({
  version: z.literal(version),
  target: z.looseObject({ key: z.string(), subscriptionId: z.string(), tenantId: z.string() }),
  project: z.looseObject({ id: z.string(), name: z.string() }),
  stacks: z.array(z.looseObject({ id: z.string(), file: z.string(), parameters: z.boolean(), dependsOn: z.array(z.string()) })),
  resources: z.array(z.looseObject({ address: z.string(), id: z.string(), type: z.string(), stack: z.string(), desired: z.looseObject({}), desiredHash: z.string() })),
  outputs: z.array(z.looseObject({ name: z.string(), stack: z.string(), expression: z.string() })),
  hash: z.string(),
});

/**
 * The synthesis that a run applied; undefined when its archive does not hold one.
 * @throws AtakoraError `ATK1607` when the archive is damaged or of another version.
 */
export async function readArchivedSynthesis(archive: RunArchive, run: RunId): Promise<Synthesis | undefined> {
  const text = await archive.read(run, file);
  if (text === undefined) return undefined;
  const parsed = archived.safeParse(parseJson(text));
  if (!parsed.success) throw damaged(run, file);
  const { version: _version, stacks, ...rest } = parsed.data;
  const whole = await Promise.all(
    stacks.map(async ({ file: name, parameters, ...stack }) => ({
      ...stack,
      template: await readObject(archive, run, `${name}.json`),
      parameters: parameters ? await readObject(archive, run, `${name}.parameters.json`) : {},
    })),
  );
  // What was found when it was synthesized is no finding of today.
  return { ...rest, stacks: whole, diagnostics: [] } as unknown as Synthesis;
}

async function readObject(archive: RunArchive, run: RunId, name: string): Promise<JsonObject> {
  const value = parseJson((await archive.read(run, name)) ?? '');
  if (!isJsonObject(value)) throw damaged(run, name);
  return value;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function damaged(run: RunId, name: string): AtakoraError {
  return new AtakoraError('ATK1607', `${name} of run ${run} cannot be used`);
}
