import { mapBounded } from '../engine/apply/bounded.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { RunArchive } from '../engine/ports.ts';
import { parseRunId } from '../model/run-id.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { openState } from '../platform/state-session.ts';
import { table } from '../platform/state-text.ts';

/** Results of runs that are read at a time. */
const atOnce = 8;

/** One line of the history. */
interface Happening {
  readonly at: string;
  readonly row: readonly string[];
  readonly json: Json;
}

/** Versions of the state, the present one first, and locks that were broken, by time. */
export async function showStateHistory(context: CommandContext): Promise<number> {
  const { ports } = await openState(context);
  const current = await ports.store.read().catch(() => undefined);
  const earlier = await ports.store.history();
  const newest = current === undefined ? [] : [{ serial: current.serial, run: current.run, updatedAt: current.updatedAt }];
  const versions = await mapBounded([...newest, ...earlier], atOnce, async (version): Promise<Happening> => {
    const present = version.serial === current?.serial;
    const result = await resultOf(ports.archive, version.run);
    const what = String(result?.['note'] ?? result?.['kind'] ?? '');
    return {
      at: version.updatedAt,
      row: [String(version.serial), version.updatedAt, present ? 'present' : '', version.run, what, String(result?.['by'] ?? '')],
      json: { kind: 'version', ...version, present, ...(what === '' ? {} : { what }), ...(typeof result?.['by'] === 'string' ? { by: result['by'] } : {}) },
    };
  });
  const breaks = (await ports.store.breaks()).map((broken): Happening => ({
    at: broken.at,
    row: ['', broken.at, 'unlock', broken.record.run, `broke the lock of ${broken.record.who} on ${broken.record.host} (atakora ${broken.record.command})`, `${broken.by}@${broken.host}`],
    json: { kind: 'unlock', ...broken } as unknown as Json,
  }));
  const all = inOrder(versions, breaks);
  context.output.document(all.map(({ json }) => json), () => (all.length === 0 ? 'There is no state yet.\n' : table(context, all.map(({ row }) => row), ['serial', 'of', '', 'run', '', 'by'])));
  return 0;
}

/** Versions stay in the order of their serials, whatever the clocks of their writers said; broken locks go between them by time. */
function inOrder(versions: readonly Happening[], breaks: readonly Happening[]): readonly Happening[] {
  const left = [...breaks];
  const merged = versions.flatMap((version) => {
    const later = left.filter(({ at }) => at > version.at);
    left.splice(0, later.length);
    return [...later, version];
  });
  return [...merged, ...left];
}

async function resultOf(archive: RunArchive, run: string): Promise<JsonObject | undefined> {
  try {
    const result: unknown = JSON.parse((await archive.read(parseRunId(run), 'result.json')) ?? 'null');
    return isJsonObject(result) ? result : undefined;
  } catch {
    // A version whose file is damaged has no run, and a run may have left no result.
    return undefined;
  }
}
