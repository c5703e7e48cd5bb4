import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { LocalAnswer, LocalRequest } from '../request.ts';
import { decodedText } from '../decoded-text.ts';
import type { FaultCase } from './choose-fault.ts';
import { chooseFaults, drawn } from './choose-fault.ts';
import { faultAnswer } from './fault-frame.ts';

/**
 * Lets the world's rules act on a request: it is answered by `respond`, or by a rule in its stead, and maybe later, or never.
 */
export function withRequestFaults(context: LocalContext, request: LocalRequest, url: URL, respond: () => LocalAnswer): LocalAnswer {
  const plan = context.faults();
  if (plan.rules.length === 0) return respond();
  const effects = chooseFaults(context.db, plan, 'request', caseOf(request, url));
  const delayMs = effects.reduce((sum, effect) => sum + (effect.kind === 'latency' ? effect.fromMs + (effect.toMs - effect.fromMs) * drawn(plan.seed, context.at, request.url) : 0), 0);
  const delayed = (given: LocalAnswer): LocalAnswer => (delayMs === 0 || given.kind !== 'response' ? given : { ...given, delayMs });
  const broken = { kind: 'unreachable', code: 'ECONNRESET', host: url.hostname } as const;
  const drop = effects.find((effect) => effect.kind === 'drop');
  if (drop?.moment === 'before') return broken;
  const refused = effects.find((effect) => effect.kind === 'status');
  const given = refused === undefined ? respond() : delayed(faultAnswer(context, url, refused));
  return drop?.moment === 'after' ? broken : delayed(given);
}

function caseOf(request: LocalRequest, url: URL): FaultCase {
  const path = parseArmPath(decodedText(url.pathname));
  const resource = path?.kind === 'resource' ? { type: path.type, name: path.names.at(-1) ?? '' } : {};
  return { method: request.method, path: `${url.hostname}${url.pathname}`, ...resource };
}
