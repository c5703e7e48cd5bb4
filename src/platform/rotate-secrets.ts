import type { HealthWaits } from '../engine/rotate/app-consumers.ts';
import { cloudHealthWaits, localHealthWaits } from '../engine/rotate/app-consumers.ts';
import type { RotationResult } from '../engine/rotate/rotate-secret.ts';
import { rotateSecret } from '../engine/rotate/rotate-secret.ts';
import { errorCodes } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import { plural } from '../ui/text/plural.ts';
import { componentsOf } from './chosen-secret.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { summarize } from './report-run.ts';
import { rotateChoice } from './rotate-choice.ts';
import type { RotateChoice } from './rotate-choice.ts';
import type { RotatedSecret } from './rotate-report.ts';
import { reportRotations } from './rotate-report.ts';
import type { SurveyedSecret } from './rotate-survey.ts';
import { surveyTargets } from './rotate-survey.ts';
import { rotateTargets } from './rotate-targets.ts';
import type { NewValue } from './rotate-value.ts';
import { newValue } from './rotate-value.ts';
import type { SecretSession } from './secret-session.ts';
import { openSecretSession } from './secret-session.ts';
import { secretTags } from './secret-tags.ts';

/** Looks at what is to be rotated, shows it, asks once, takes the values, and rotates one secret after the other. Returns the exit code. */
export async function rotateSecrets(context: CommandContext): Promise<number> {
  const choice = rotateChoice(context);
  const session = await openSecretSession(context, { withoutCode: true });
  session.scene.ports.tellRetries((retry) => context.output.emit({ type: 'retry', ...retry }));
  const { codeFailure } = session;
  if (codeFailure !== undefined) {
    context.output.emit({ type: 'log', level: 'warning', text: `${codeFailure.message} (${codeFailure.code}): going on with what was applied; schedules are not known` });
  }
  const { items, unset } = await surveyTargets(context, await rotateTargets(session, choice), choice);
  if (unset.length > 0) {
    context.output.emit({ type: 'log', level: 'info', text: `without a value yet: ${unset.map(({ secret }) => secret).join(', ')}` });
  }
  if (items.length === 0) {
    context.output.emit({ type: 'log', level: 'info', text: nothingText(choice, session) });
    return summarize(context, 'no-changes', 0);
  }
  context.output.emit({ type: 'rotations', items: items.map(({ item }) => item) });
  if (choice.dryRun) return summarize(context, 'planned', 0, [commandLine(context, rotateWords(choice))]);
  const [ready, waiting] = withValues(context, choice, items);
  if (ready.length === 0) return reportRotations(context, { done: [], waiting, left: [] });
  if (!(await approve(context, session, ready))) return summarize(context, 'declined', errorCodes.ATK1006.exit);
  return rotateAll(context, session, { choice, ready, waiting });
}

function nothingText({ what }: RotateChoice, { vaults, declared }: SecretSession): string {
  if (declared.length > 0 && !vaults.some(({ stands }) => stands)) return 'there is nothing to rotate: no vault is applied yet';
  return what.kind === 'due' ? 'no secret is due' : 'there is nothing to rotate';
}

function rotateWords({ what }: RotateChoice): string {
  return `secrets rotate ${what.kind === 'named' ? what.name : what.kind === 'due' ? '--due' : '--all-generated'}`;
}

/** Of many secrets, those that need a value are asked for at a terminal only: one standard input cannot be the value of several. */
function withValues({ options }: CommandContext, { what }: RotateChoice, items: readonly SurveyedSecret[]): readonly [ready: readonly SurveyedSecret[], waiting: readonly SurveyedSecret[]] {
  const mustWait = ({ item }: SurveyedSecret): boolean => what.kind !== 'named' && item.value === 'input' && !options.interactive;
  return [items.filter((one) => !mustWait(one)), items.filter(mustWait)];
}

/** @throws AtakoraError `ATK1504` when a protected environment cannot ask. */
async function approve(context: CommandContext, { scene }: SecretSession, ready: readonly SurveyedSecret[]): Promise<boolean> {
  const { facts } = scene.session;
  if (facts.protected && (context.options.yes || !context.options.interactive)) {
    throw new AtakoraError('ATK1504', `environment "${facts.name}" is protected: --yes is not enough`);
  }
  const names = ready.map(({ target }) => target.secret);
  const apps = [...new Set(ready.flatMap(({ item }) => (item.reason === 'grace' ? [] : item.apps)))].sort();
  const what = ready.every(({ item }) => item.reason === 'grace') ? `Disable replaced versions of ${listed(names)}` : `Rotate ${listed(names)}`;
  return context.output.host.confirm({
    text: `${what} in ${facts.key}?${apps.length === 0 ? '' : ` ${plural(apps.length, 'app')} will restart: ${listed(apps)}.`}`,
    ...(facts.protected ? { word: facts.name } : {}),
    fallback: false,
  });
}

function listed(names: readonly string[]): string {
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;
}

interface Rotations {
  readonly choice: RotateChoice;
  readonly ready: readonly SurveyedSecret[];
  readonly waiting: readonly SurveyedSecret[];
}

/** Values are taken before anything is written: who breaks off at a prompt has changed nothing. */
async function rotateAll(context: CommandContext, session: SecretSession, { choice, ready, waiting }: Rotations): Promise<number> {
  const values = new Map<SurveyedSecret, NewValue>();
  for (const surveyed of ready) {
    const value = await newValue(context, surveyed, session.scene.session.facts.key);
    if (value !== undefined) values.set(surveyed, value);
  }
  const done: RotatedSecret[] = [];
  for (const surveyed of ready) {
    const result = await rotateOne(context, session, surveyed, values.get(surveyed), choice);
    done.push({ surveyed, result });
    if (context.signal.aborted) break;
  }
  return reportRotations(context, { done, waiting, left: ready.slice(done.length) });
}

async function rotateOne(context: CommandContext, { scene }: SecretSession, { target }: SurveyedSecret, value: NewValue | undefined, { graceSeconds }: RotateChoice): Promise<RotationResult> {
  const { clock } = context.platform;
  const waits: HealthWaits = scene.session.facts.cloud === 'local' ? localHealthWaits : cloudHealthWaits;
  const azure = await scene.ports.azure();
  return rotateSecret(
    {
      secret: target.secret,
      vaultName: target.vaultName,
      apps: target.apps,
      wish: { kind: value === undefined ? 'finish' : 'new', supersedes: value?.supersedes === true, graceSeconds },
      tags: secretTags(context, { components: componentsOf(target.declared), source: value?.source ?? 'rotation' }),
      ...(value === undefined ? {} : { value: value.value }),
    },
    { vault: target.vault, apps: azure.apps, clock, waits, protect: context.output.protect, emit: context.output.emit, run: context.run, signal: context.signal },
  );
}
