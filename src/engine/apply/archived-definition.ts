import { z } from 'zod';
import type { Definition } from '../../model/definition.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { RunId } from '../../model/run-id.ts';
import type { RunArchive } from '../ports.ts';

/** File of a run's definition in its archive. */
export const definitionFile = 'definition.json';

const origin = z.looseObject({ file: z.string() });
const fn = z.looseObject({ $function: z.string() });

/** The parts that composing depends on for its life; what stands in them was checked when it was loaded. */
const shape = z.looseObject({
  version: z.literal(1),
  backends: z.array(
    z.looseObject({
      name: z.string(),
      origin,
      options: z.looseObject({ naming: fn.optional(), providers: z.record(z.string(), fn).optional() }),
      refactorings: z.array(z.looseObject({ kind: z.enum(['moved', 'removed']), from: z.string(), origin })).optional(),
      components: z.array(
        z.looseObject({
          id: z.string(),
          type: z.string(),
          origin,
          config: z.looseObject({}),
          outputs: z.looseObject({}),
          notices: z.array(z.looseObject({ code: z.string(), summary: z.string() })),
          requirements: z.array(z.looseObject({ resourceType: z.string(), requirementKey: z.string(), component: z.string(), config: z.looseObject({}), origin })),
          resources: z.array(z.looseObject({ name: z.string(), type: z.string(), body: z.looseObject({}), origin })),
          templates: z.array(z.looseObject({ name: z.string(), path: z.string(), template: z.looseObject({}), parameters: z.looseObject({}), origin })),
        }),
      ),
    }),
  ),
});

/**
 * The definition that a run applied, with the content of the templates that it brings; undefined when its archive holds none.
 * @throws AtakoraError `ATK1607` when it is damaged or of another version.
 */
export async function readArchivedDefinition(archive: RunArchive, run: RunId): Promise<Definition | undefined> {
  const text = await archive.read(run, definitionFile);
  if (text === undefined) return undefined;
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new AtakoraError('ATK1607', `${definitionFile} of run ${run} cannot be used`, { hint: 'Apply a change in its environment, whose run is then archived anew.' });
  }
  return parsed.data as unknown as Definition;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
