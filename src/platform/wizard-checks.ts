import { preflight } from '../engine/preflight/preflight.ts';
import type { Clock } from '../engine/ports.ts';
import type { PreflightCheck, PreflightFinding } from '../model/preflight.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { TemplatePlace } from './template-preflight.ts';
import { hasProjectNames, templatePreflight } from './template-preflight.ts';
import type { CheckedAzure } from './wizard-azure.ts';
import { notAsked, withAbort } from './wizard-azure.ts';

/** Longest wait for what Azure says to answers, in milliseconds. */
const patienceMs = 15_000;

export interface AnswerCheck {
  readonly azure: CheckedAzure;
  readonly place: TemplatePlace;
  readonly wanted: readonly PreflightCheck[];
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/** What became of a check. `isSure`: Azure has answered everything, and would again. */
export interface CheckedAnswers {
  readonly lines: readonly string[];
  readonly isSure: boolean;
}

/**
 * Asks Azure what stands against answers: the checks that come before an apply, of what a template will make. Never throws but the signal's reason:
 * what cannot be asked is told as such.
 */
export async function checkAnswers({ azure, clock, place, wanted }: AnswerCheck, signal: AbortSignal): Promise<CheckedAnswers> {
  const patience = AbortSignal.timeout(patienceMs);
  const either = AbortSignal.any([signal, patience]);
  const checks = hasProjectNames(place.template) ? wanted : wanted.filter((check) => check !== 'names');
  try {
    const input = { ...templatePreflight(place), azure, questions: azure.questions, kindOf, clock, signal: either };
    const { findings, outcomes } = await withAbort(preflight(input, checks), either);
    const lines = outcomes.every(({ result }) => result === 'could-not-check') && findings.length > 0 ? [nothingSaid(findings)] : [...new Set(findings.map(lineOf))];
    return { lines, isSure: findings.every(({ severity }) => severity !== 'could-not-check') };
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) return { lines: [`Azure has not answered within ${patienceMs / 1_000} seconds: not everything is checked.`], isSure: false };
    return { lines: [`${notAsked} ${error instanceof Error ? error.message : String(error)}`], isSure: false };
  }
}

/** A finding in one line. What apply mends by itself is told without commands. */
function lineOf({ check, hint, severity, summary }: PreflightFinding): string {
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}${/[.!?]$/.test(summary) ? '' : '.'}`;
  // There is no code yet in which another name could be set.
  return severity === 'blocker' ? `! ${sentence} ${check === 'names' ? 'Another name of the project gives another one.' : hint}` : sentence;
}

/** Where no check has an answer, all of them lack it for the same reason. */
function nothingSaid(findings: readonly PreflightFinding[]): string {
  const reason = (findings[0]?.summary ?? '').replace(/^.*? could not be checked: /, '');
  return `${notAsked} ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`;
}
