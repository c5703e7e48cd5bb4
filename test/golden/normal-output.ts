import { isDeepStrictEqual } from 'node:util';

/** Seconds as they are printed, wherever a duration is meant. */
const printedDuration = /\b(in|after) (?:\d+m )?\d+(?:\.\d+)?s\b/g;

/** Printed output without what depends on how often a deployment was looked at. */
export function normalText(text: string): string {
  return text.replace(printedDuration, '$1 <time>');
}

type PrintedEvent = Readonly<Record<string, unknown>> & { readonly type: string };

function parseEvents(ndjson: string): readonly PrintedEvent[] {
  return ndjson.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as PrintedEvent);
}

/** The plan in the events of a command. @throws Error when there is none. */
export function planOf(ndjson: string): unknown {
  const event = parseEvents(ndjson).find((candidate) => candidate.type === 'plan');
  if (event === undefined) {
    throw new Error(`no plan event in\n${ndjson}`);
  }
  return event['plan'];
}

/** Events with times and durations blanked; the plan, when it is the one of `plan.json`, is not repeated. */
export function normalEvents(ndjson: string, plan: unknown): string {
  const normal = (event: PrintedEvent): unknown => {
    const shown = event.type === 'plan' && isDeepStrictEqual(event['plan'], plan) ? { ...event, plan: 'as in plan.json' } : event;
    return { ...(blank(shown) as object), at: '<time>' };
  };
  return parseEvents(ndjson).map((event) => `${JSON.stringify(normal(event))}\n`).join('');
}

/** Every `…Ms` is a measured duration. */
function blank(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(blank);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key.endsWith('Ms') && typeof item === 'number' ? '<ms>' : blank(item)]));
}
