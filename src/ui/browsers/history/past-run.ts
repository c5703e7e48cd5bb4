import type { Json, JsonObject } from '../../../model/json.ts';
import { isJsonObject } from '../../../model/json.ts';
import type { RunId } from '../../../model/run-id.ts';

/** What a run did to one resource. */
export interface PastChange {
  readonly address: string;
  readonly action: string;
  /** `done`, `failed`, `skipped`, `unknown`. */
  readonly result: string;
  readonly elapsedMs?: number;
  /** Why it did not end well. */
  readonly because?: string;
}

/** A run of the archive as its `result.json` tells it. */
export interface PastRun {
  readonly run: RunId;
  /** The command: `apply`, `state mv`, `drift --accept`. */
  readonly kind: string;
  readonly environment: string;
  readonly by: string;
  /** ISO 8601 UTC; empty when it is not known. */
  readonly endedAt: string;
  readonly elapsedMs: number;
  /** `succeeded`, `failed`, `canceled`, `detached`. */
  readonly result: string;
  readonly changes: readonly PastChange[];
  readonly note?: string;
  readonly plan?: string;
  readonly serial?: number;
  readonly returnsTo?: string;
  readonly promotedFrom?: { readonly environment: string; readonly run: string };
  readonly error?: { readonly code: string; readonly message: string };
}

/** Reads a `result.json`; undefined for what is none. Fields that later versions add are left out, those of earlier ones may be missing. */
export function pastRun(run: RunId, result: Json | undefined): PastRun | undefined {
  if (result === undefined || !isJsonObject(result)) return undefined;
  const { elapsedMs, items } = result;
  return {
    run,
    kind: textOf(result, 'kind') ?? '',
    environment: textOf(result, 'environment') ?? '',
    by: textOf(result, 'by') ?? '',
    endedAt: textOf(result, 'endedAt') ?? '',
    elapsedMs: typeof elapsedMs === 'number' ? elapsedMs : 0,
    result: textOf(result, 'result') ?? '',
    changes: Array.isArray(items) ? (items as readonly Json[]).filter(isJsonObject).map(pastChange) : [],
    ...more(result),
  };
}

function more(result: JsonObject): Partial<PastRun> {
  const { promotedFrom, error, serial } = result;
  const [note, plan, returnsTo] = [textOf(result, 'note'), textOf(result, 'plan'), textOf(result, 'returnsTo')];
  return {
    ...(note === undefined ? {} : { note }),
    ...(plan === undefined ? {} : { plan }),
    ...(returnsTo === undefined ? {} : { returnsTo }),
    ...(typeof serial === 'number' ? { serial } : {}),
    ...(promotedFrom !== undefined && isJsonObject(promotedFrom) ? { promotedFrom: { environment: textOf(promotedFrom, 'environment') ?? '', run: textOf(promotedFrom, 'run') ?? '' } } : {}),
    ...(error !== undefined && isJsonObject(error) ? { error: { code: textOf(error, 'code') ?? '', message: textOf(error, 'message') ?? '' } } : {}),
  };
}

function pastChange(item: JsonObject): PastChange {
  const { elapsedMs, failure } = item;
  const because = textOf(item, 'because') ?? (failure !== undefined && isJsonObject(failure) ? failureText(failure) : undefined);
  return { address: textOf(item, 'address') ?? '', action: textOf(item, 'action') ?? '', result: textOf(item, 'result') ?? '', ...(typeof elapsedMs === 'number' ? { elapsedMs } : {}), ...(because === undefined ? {} : { because }) };
}

/** What happened in the words of its rule, else as Azure said it. */
function failureText(failure: JsonObject): string {
  const { advice } = failure;
  const sentence = advice !== undefined && isJsonObject(advice) ? textOf(advice, 'sentence') : undefined;
  return sentence ?? [textOf(failure, 'code'), textOf(failure, 'message')].filter((part) => part !== undefined).join(': ');
}

function textOf(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === 'string' ? value : undefined;
}
