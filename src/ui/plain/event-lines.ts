import type { AzureFailure, FailureAdvice } from '../../model/azure-failure.ts';
import type { EngineEvent, StampedEvent } from '../../model/event.ts';
import type { Json } from '../../model/json.ts';
import type { LockRecord } from '../../model/lock-record.ts';
import { assertNever } from '../../model/assert-never.ts';
import { applyVerbs } from '../text/action-sign.ts';
import { changeSign } from '../text/change-sign.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanLine, cleanText, wrapText } from '../text/fit-text.ts';
import { separatorOf } from '../text/glyphs.ts';
import { plural } from '../text/plural.ts';
import { typeTitle } from '../text/type-title.ts';
import { innermostFailure } from '../view-model.ts';
import type { Finding } from './diagnostic-text.ts';
import { findingLines, findingOf } from './diagnostic-text.ts';
import { inlineValue } from './value-text.ts';
import { packageLines } from './package-text.ts';
import { preflightLines } from './preflight-text.ts';
import { cleanupLines, removalLines } from './cleanup-text.ts';
import { driftLines } from './drift-text.ts';
import { rotationLines } from './rotation-text.ts';
import { secretLines, secretNeedLines } from './secret-need-text.ts';
import type { TextSurface } from './text-surface.ts';
import { whatIfLines } from './what-if-text.ts';

/** How much is told: `quiet` leaves out what is neither result nor trouble, `verbose` adds debug lines and phases. */
export type Verbosity = 'quiet' | 'normal' | 'verbose';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: T }>;

/**
 * The lines that tell one event, without what others tell: plans are `renderPlan`'s, stacks and resources of an apply the task list's.
 * Every line stands alone, for a log or a screen reader.
 */
export function eventLines(event: StampedEvent, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  switch (event.type) {
    case 'start':
      return verbosity === 'verbose' ? [surface.style('dim', [`atakora ${event.command}`, event.tool, `run ${event.run}`].join(separatorOf(surface.glyphs)))] : [];
    case 'phase':
      return verbosity === 'verbose' ? [surface.style('dim', phaseText(event))] : [];
    case 'log':
      return logLines(event, surface, verbosity);
    case 'assumption':
      return verbosity === 'quiet' ? [] : wrapText(`using ${event.what} ${event.value}, from ${event.from}`, surface.width, 2).map((line) => surface.style('dim', line));
    case 'diagnostic':
      return findingLines(findingOf(event.diagnostic), surface);
    case 'error':
      return findingLines(errorFinding(event), surface);
    case 'prompt':
      // What a person answered stands on the screen already, with the question.
      return verbosity === 'quiet' || event.by === 'user' ? [] : wrapText(`${event.question} ${event.answer} (by ${event.by})`, surface.width, 2);
    case 'lock':
      return lockLines(event, surface);
    case 'preflight':
      return preflightLines(event, surface, verbosity);
    case 'drift':
      return driftLines(event.report, surface, verbosity);
    case 'cleanup':
      return cleanupLines(event.report, surface, verbosity);
    case 'removal':
      return removalLines(event, surface, verbosity, (failure) => failureSentence(failure, { mend: true }));
    case 'refreshed':
      return refreshedLines(event, surface);
    case 'what-if':
      return whatIfLines(event, surface);
    case 'package':
      return packageLines(event, surface, verbosity);
    case 'secrets':
      return secretNeedLines(event, surface, verbosity);
    case 'secret':
      return secretLines(event, surface, verbosity);
    case 'rotations':
    case 'rotation':
    case 'consumer':
      return rotationLines(event, surface, verbosity);
    case 'retry':
      return [surface.style('warning', `trying ${cleanText(event.what)} again in ${formatDuration(event.afterMs)}: ${cleanText(event.because)}`)];
    case 'output':
    case 'plan':
    case 'apply':
    case 'stack':
    case 'resource':
    case 'summary':
      return [];
    default:
      return assertNever(event);
  }
}

function refreshedLines(event: EventOf<'refreshed'>, surface: TextSurface): readonly string[] {
  const { changed, removed, unchanged, serial } = event;
  if (changed.length + removed.length === 0) {
    return [`The state is as Azure is: ${plural(unchanged, 'resource')}, all unchanged.`];
  }
  return [
    ...changed.map((address) => `${changeSign('change', surface.glyphs)} ${cleanLine(address)}: its values in Azure are taken into the state`),
    ...removed.map((address) => `${changeSign('remove', surface.glyphs)} ${cleanLine(address)}: it is gone in Azure and leaves the state`),
    `State refreshed: ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged; serial ${serial}.`,
  ].flatMap((line) => wrapText(line, surface.width, 2));
}

function phaseText(event: EventOf<'phase'>): string {
  const elapsed = event.elapsedMs === undefined ? '' : ` in ${formatDuration(event.elapsedMs)}`;
  const detail = event.detail === undefined ? '' : `: ${cleanText(event.detail)}`;
  return `${event.phase} ${event.status}${elapsed}${detail}`;
}

function logLines(event: EventOf<'log'>, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  const text = cleanText(event.text);
  switch (event.level) {
    case 'warning':
      return [`${surface.style('warning', 'warning')}: ${text}`];
    case 'info':
      return verbosity === 'quiet' ? [] : wrapText(text, surface.width, 2);
    case 'debug':
      return verbosity === 'verbose' ? [surface.style('dim', text)] : [];
    default:
      return assertNever(event.level);
  }
}

function lockLines(event: EventOf<'lock'>, surface: TextSurface): readonly string[] {
  const holder = event.by === undefined ? '' : ` ${lockHolder(event.by)}`;
  switch (event.status) {
    case 'waiting':
      return [`waiting for the lock of the state${holder}`];
    case 'held':
      return [surface.style('warning', `the state is locked${holder}`)];
    case 'lost':
      return [surface.style('error', `the lock of the state was lost${holder}`)];
    case 'acquired':
    case 'released':
      return [];
    default:
      return assertNever(event.status);
  }
}

/** `by anna on build-7 (atakora apply, since …)`. */
function lockHolder(by: LockRecord): string {
  return `by ${by.who} on ${by.host} (${by.command}, since ${by.since})`;
}

/** A failed command, or a failure of Azure, with its innermost cause. */
export function errorFinding(event: EventOf<'error'>): Finding {
  return {
    severity: 'error',
    code: event.code,
    summary: event.message,
    hint: event.hint,
    ...(event.location === undefined ? {} : { place: event.location }),
    ...(event.address === undefined ? {} : { address: event.address }),
    ...(event.failure === undefined ? {} : { facts: untoldFacts(event.failure, event) }),
  };
}

/** Facts of a failure that neither sentence, address nor mend of the error says. */
function untoldFacts(failure: AzureFailure, { message, hint, address }: EventOf<'error'>): readonly string[] {
  const inner = innermostFailure(failure);
  return failureFacts(failure).filter((fact) => {
    const text = fact.replace(/^(?:mend:|target) /, '').replace(/ \(ATK\d{4}\)$/, '');
    const isTarget = fact.startsWith('target ') && address !== undefined;
    return !isTarget && !message.includes(text) && !hint.includes(text) && !(text === `${inner.code}: ${inner.message}` && message.includes(inner.message));
  });
}

/** What it means for the user, what Azure said (innermost code and message, the status and the id that support asks for), and what to do. */
function failureFacts(failure: AzureFailure): readonly string[] {
  const inner = innermostFailure(failure);
  const status = inner.status ?? failure.status;
  const correlation = inner.correlationId ?? failure.correlationId;
  const { meaning, mends } = adviceFacts(inner.advice ?? failure.advice);
  return [
    ...meaning,
    `${inner.code}: ${inner.message}`,
    ...(inner.target === undefined ? [] : [`target ${inner.target}`]),
    ...told('HTTP status', status),
    ...told('correlation id', correlation),
    ...mends,
  ];
}

/** Nothing for what no rule knows: Azure's own words say it best. */
function adviceFacts(advice: FailureAdvice | undefined): { readonly meaning: readonly string[]; readonly mends: readonly string[] } {
  if (advice === undefined || advice.rule === 'unknown') return { meaning: [], mends: [] };
  return { meaning: [`${advice.sentence} (${advice.code})`], mends: [advice.hint, ...(advice.fix === undefined ? [] : [`mend: ${advice.fix}`])] };
}

/**
 * `The account name is taken. (ATK1805) StorageAccountAlreadyTaken: … (HTTP status 409, correlation id …)`, on one line. The target is
 * whatever the line is about; `mend`: with what to do, for views that do not tell it at the end.
 */
export function failureSentence(failure: AzureFailure, { mend = false }: { readonly mend?: boolean } = {}): string {
  const inner = innermostFailure(failure);
  const { meaning, mends } = adviceFacts(inner.advice ?? failure.advice);
  const ids = [...told('HTTP status', inner.status ?? failure.status), ...told('correlation id', inner.correlationId ?? failure.correlationId)];
  const azure = `${inner.code}: ${inner.message}${ids.length === 0 ? '' : ` (${ids.join(', ')})`}`;
  return [...meaning, azure, ...(mend ? mends : [])].map(cleanLine).join(' ');
}

function told(what: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [`${what} ${value}`];
}

/** `main/storage.main/account (storage account stfeedback…)`. */
export function itemName(item: { readonly address: string; readonly resourceType: string; readonly azureName: string }, surface: TextSurface): string {
  return `${item.address} (${typeTitle(item.resourceType, surface.titleOf)} ${item.azureName})`;
}

/** The outputs of an environment, names aligned; sensitive values are never shown. */
export function outputLines(outputs: readonly { readonly name: string; readonly value: Json; readonly sensitive: boolean }[], surface: TextSurface): readonly string[] {
  const width = Math.max(0, ...outputs.map((output) => output.name.length));
  return outputs.map((output) => {
    const value = output.sensitive ? '(sensitive)' : typeof output.value === 'string' ? cleanText(output.value) : inlineValue(output.value);
    return surface.spoken ? `output ${output.name}: ${value}` : `${surface.style('strong', output.name.padEnd(width))} = ${value}`;
  });
}

/** `main/… created in 42s`, `main/… failed after 3s`. */
export function itemResult(item: Pick<EventOf<'resource'>, 'address' | 'action' | 'status'>, elapsedMs: number | undefined): string {
  const verbs = applyVerbs[item.action];
  const time = (word: string): string => (elapsedMs === undefined ? '' : ` ${word} ${formatDuration(elapsedMs)}`);
  return item.status === 'failed' ? `${item.address} could not be ${verbs.done}${time('after')}` : `${item.address} ${verbs.done}${time('in')}`;
}
