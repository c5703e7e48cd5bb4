import type { RotationResult } from '../engine/rotate/rotate-secret.ts';
import { errorCodes } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import { plural } from '../ui/text/plural.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { errorEvent } from './report-error.ts';
import type { SurveyedSecret } from './rotate-survey.ts';

/** How one secret of a command ended. */
export interface RotatedSecret {
  readonly surveyed: SurveyedSecret;
  readonly result: RotationResult;
}

/** What there is to tell at the end. */
export interface RotationEnding {
  readonly done: readonly RotatedSecret[];
  /** Due, and nobody gave a value. */
  readonly waiting: readonly SurveyedSecret[];
  /** Not begun, because the user stopped it. */
  readonly left: readonly SurveyedSecret[];
}

/** Tells each failure with its mend, then the summary. Returns the exit code: of the gravest. */
export function reportRotations(context: CommandContext, { done, waiting, left }: RotationEnding): number {
  const errors = [...done.flatMap((one) => failureOf(context, one) ?? []), ...(waiting.length === 0 ? [] : [unasked(waiting)])];
  for (const error of errors) context.output.emit(errorEvent(error));
  const codes = errors.map(({ code }) => errorCodes[code].exit);
  const interrupted = left.length > 0 || done.some(({ result }) => result.outcome === 'interrupted');
  const exitCode = interrupted ? errorCodes.ATK1006.exit : (grave.find((exit) => codes.some((code) => code === exit)) ?? codes[0] ?? 0);
  const failed = done.filter((one) => one.result.outcome !== 'interrupted' && failureOf(context, one) !== undefined).length;
  const open = done.filter(({ result }) => result.outcome === 'interrupted').length;
  context.output.emit({
    type: 'summary',
    command: context.command,
    result: interrupted ? 'interrupted' : exitCode === 0 ? 'succeeded' : 'failed',
    exitCode,
    elapsedMs: context.elapsedMs(),
    done: done.length - failed - open,
    failed,
    skipped: waiting.length + left.length + open,
    unknown: 0,
    next: nextCommands(context, { done, waiting, left }),
  });
  return exitCode;
}

/** Exit codes from the gravest. */
const grave: readonly number[] = [4, 3, 1, 5, 64];

function failureOf(context: CommandContext, { surveyed, result }: RotatedSecret): AtakoraError | undefined {
  const { secret } = surveyed.target;
  const again = { hint: `Run \`${commandLine(context, `secrets rotate ${secret}`)}\` again: it goes on from there.` };
  switch (result.outcome) {
    case 'rolled-back':
      return new AtakoraError('ATK2243', `${appsOf(result)} did not run with the new value of ${secret}: the earlier value is current again${stillText(result)}`, { source: 'azure' });
    case 'stuck':
      return new AtakoraError('ATK2244', `${appsOf(result)} does not run with the new value of ${secret}, and there is no earlier one to go back to`, { source: 'azure', hint: `Set a value that works: \`${commandLine(context, `secrets set ${secret}`)}\`.` });
    case 'overtaken':
      return surveyed.target.generated ? undefined : new AtakoraError('ATK2245', `somebody wrote a newer value of ${secret} while it was rotated`);
    case 'failed':
      return result.unfinished ? new AtakoraError('ATK2247', `the rotation of ${secret} is not finished: ${result.error?.message ?? 'it failed'}; its new version is current, and the one before can still be read`, { ...again, source: 'azure', cause: result.error?.cause }) : (result.error ?? new AtakoraError('ATK2247', `${secret} was not rotated`));
    case 'interrupted':
      return new AtakoraError('ATK1006', result.unfinished ? `interrupted: the new version of ${secret} is current, its apps may not all run with it, and the one before can still be read` : `interrupted; ${secret} was not changed`, result.unfinished ? again : {});
    case 'no-secret':
      return new AtakoraError('ATK2241', `${secret} is gone from the vault`);
    case 'rotated':
    case 'nothing':
      return undefined;
  }
}

function appsOf({ ill }: RotationResult): string {
  return ill.length === 0 ? 'an app' : ill.map(({ address, health }) => `${address}${health !== undefined && 'why' in health ? ` (${health.why})` : ''}`).join(', ');
}

function stillText({ stillIll }: RotationResult): string {
  return stillIll.length === 0 ? '' : `, and ${stillIll.map(({ address }) => address).join(', ')} does not run with that either`;
}

function unasked(waiting: readonly SurveyedSecret[]): AtakoraError {
  const commands = waiting.flatMap(({ item }) => item.command ?? []);
  return new AtakoraError('ATK2246', `${plural(waiting.length, 'secret')} ${waiting.length === 1 ? 'is due and needs' : 'are due and need'} a value from you: ${waiting.map(({ target }) => target.secret).join(', ')}`, { hint: `Rotate ${waiting.length === 1 ? 'it' : 'each'}: ${commands.map((command) => `\`${command}\``).join(', ')}.` });
}

function nextCommands(context: CommandContext, { done, waiting, left }: RotationEnding): readonly string[] {
  const rotate = (secret: string): string => commandLine(context, `secrets rotate ${secret}`);
  const again = done.filter(({ result }) => result.outcome === 'interrupted' || (result.outcome === 'failed' && result.unfinished)).map(({ surveyed }) => rotate(surveyed.target.secret));
  return [...again, ...left.map(({ target }) => rotate(target.secret)), ...waiting.map(({ target }) => rotate(target.secret))];
}

