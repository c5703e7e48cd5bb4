import type { AzureFailure } from '../../model/azure-failure.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { SynthesizedStack } from '../../model/synthesis.ts';
import { creations, placeOf } from './preflight-input.ts';
import type { Check, PreflightInput } from './preflight-input.ts';

/** Codes of what is not there yet, and will be when an earlier stack of the same run is done. */
const notYet = new Set(['ResourceNotFound', 'ParentResourceNotFound', 'NotFound', 'ResourceGroupNotFound', 'InvalidResourceReference']);

/** Resource Manager and its providers, policies included, accept the template of every stack that changes and whose scope exists. */
export const checkValidation: Check = async (input) => {
  const changed = new Set(input.plan.changes.filter(({ action }) => action.kind === 'create' || action.kind === 'update' || action.kind === 'replace').map(({ stack }) => stack));
  const stacks = (input.synthesis?.stacks ?? []).filter(({ id }) => changed.has(id));
  const found = await Promise.all(stacks.map((stack) => validateStack(stack, input)));
  return distinct(found.flat());
};

async function validateStack(stack: SynthesizedStack, input: PreflightInput): Promise<readonly PreflightFinding[]> {
  if (isGroupToCome(stack, input)) return [];
  const failure = await input.questions.validate({ name: `atakora-preflight-${stack.id}`.slice(0, 64), scope: stack.scope, template: stack.template, parameters: stack.parameters }, input.signal);
  if (failure === undefined) return [];
  const causes = failure.details ?? [failure];
  if (causes.length > 0 && causes.every(({ advice }) => advice?.mend === 'register-provider')) {
    return [{ check: 'validation', severity: 'could-not-check', code: 'ATK1809', summary: `Azure does not validate stack ${stack.id}, nor ask its policies, before its providers are registered`, hint: 'Apply registers them first; register them yourself to know before.' }];
  }
  return causes.filter((cause) => !isNotYet(cause, input) && !isReplaced(cause, stack, input)).map((cause) => findingOf(cause, stack, input));
}

/** Something that this run makes before. */
function isNotYet({ code }: AzureFailure, { plan }: PreflightInput): boolean {
  return notYet.has(code) && plan.changes.some(({ action }) => action.kind === 'create');
}

/** Azure judges a template by what is there now: it refuses in place what the plan deletes first and makes anew. */
function isReplaced({ target, advice, message }: AzureFailure, { id }: SynthesizedStack, { plan }: PreflightInput): boolean {
  const replaced = plan.changes.filter(({ action, stack }) => action.kind === 'replace' && stack === id);
  if (advice?.code !== 'ATK1816' && advice?.rule !== 'unknown') return false;
  return target === undefined ? replaced.length > 0 : replaced.some(({ id: own, azureName }) => [own.toLowerCase(), azureName.toLowerCase()].includes(target.toLowerCase()) || message.includes(azureName));
}

/** Nothing can be asked at a group that this run makes: our own evaluator has read the template, and Azure validates it when its turn comes. */
function isGroupToCome({ scope }: SynthesizedStack, input: PreflightInput): boolean {
  if (scope.kind !== 'resourceGroup') return false;
  const id = `/subscriptions/${scope.subscriptionId}/resourceGroups/${scope.resourceGroup}`.toLowerCase();
  return creations(input).some(({ change }) => change.id.toLowerCase() === id);
}

function findingOf(cause: AzureFailure, stack: SynthesizedStack, { plan }: PreflightInput): PreflightFinding {
  const { advice } = cause;
  const change = plan.changes.find(({ id, azureName }) => cause.target !== undefined && (id.toLowerCase() === cause.target.toLowerCase() || azureName === cause.target));
  const passing = advice !== undefined && advice.retry !== 'no' && advice.retry !== 'after minutes';
  const known = advice !== undefined && advice.rule !== 'unknown';
  return {
    check: 'validation',
    severity: passing ? 'could-not-check' : 'blocker',
    code: advice?.code ?? 'ATK1803',
    summary: known ? `${advice.sentence} ${cause.code}: ${cause.message}` : `Azure does not accept stack ${stack.id}: ${cause.message} (${cause.code})`,
    hint: known ? `${advice.hint}${advice.fix === undefined ? '' : ` \`${advice.fix}\``}` : 'See what Azure said.',
    ...(change === undefined ? {} : placeOf(change)),
  };
}

/** A policy of the subscription refuses the same in every stack. */
function distinct(findings: readonly PreflightFinding[]): readonly PreflightFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.summary} ${finding.address ?? ''}`, finding])).values()];
}
