import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { NameCheck } from '../../resources/kind-checks.ts';
import type { Answer } from '../azure-questions.ts';
import { heldName } from './deleted-namesake.ts';
import { creations, groupOf, placeOf } from './preflight-input.ts';
import type { Check, Creation, PreflightInput } from './preflight-input.ts';

/** No name is somebody else's, and nothing stands already where something is to be made. */
export const checkNames: Check = async (input) => {
  const made = creations(input).filter(({ change }) => change.action.kind === 'create');
  const standing = await standingIds(made, input);
  const found = await Promise.all(made.map((creation) => checkName(creation, standing, input)));
  return found.flat();
};

/** Lower-case ids of what the groups of the plan hold. */
async function standingIds(made: readonly Creation[], { azure, signal }: PreflightInput): Promise<ReadonlySet<string>> {
  const groups = [...new Set(made.flatMap(({ change }) => groupOf(change.id) ?? []))];
  const lists = await Promise.all(groups.map((group) => azure.listGroup(group, signal)));
  return new Set(lists.flat().map(({ id }) => id.toLowerCase()));
}

async function checkName(creation: Creation, standing: ReadonlySet<string>, input: PreflightInput): Promise<readonly PreflightFinding[]> {
  const { change, kind } = creation;
  const { questions, azure, signal } = input;
  if (standing.has(change.id.toLowerCase())) return left(change.reasons.map(({ kind: reason }) => reason)) ? [] : [existing(change)];
  const check = kind?.checks?.name;
  if (check === undefined) return [];
  const answer = await questions.ask(questionOf(check, change.azureName, azure.subscriptionId), signal);
  const refusal = refusalOf(check, answer);
  // A deleted namesake is told by the check of those, with the ways out of it.
  if (refusal === undefined || (await heldName(creation, input)) !== undefined) return [];
  const title = kind?.title ?? change.type;
  return [{ check: 'names', severity: refusal.severity, code: refusal.invalid ? 'ATK1816' : 'ATK1805', summary: `the ${title} name ${change.azureName} ${refusal.text}`, hint: 'Set another `name` for it.', ...placeOf(change) }];
}

/** An interrupted run may have made it already: apply takes it up. */
function left(reasons: readonly string[]): boolean {
  return reasons.includes('pending-from-interrupted-run') || reasons.includes('failed-before') || reasons.includes('missing-in-azure');
}

function existing(change: Creation['change']): PreflightFinding {
  return {
    check: 'names',
    severity: 'warning',
    code: 'ATK1805',
    summary: `${change.azureName} exists already, outside of this state: apply would change it to what the definition says`,
    hint: `Take it into the state with \`atakora import ${change.address} ${change.id}\` to see the difference first, or set another \`name\`.`,
    ...placeOf(change),
  };
}

function questionOf({ path, apiVersion, type, asks }: NameCheck, name: string, subscriptionId: string): Parameters<PreflightInput['questions']['ask']>[0] {
  if (asks === 'head') return { method: 'HEAD', path: path.replace('{name}', encodeURIComponent(name)), apiVersion };
  return { method: 'POST', path: `/subscriptions/${subscriptionId}/providers/${path}`, apiVersion, body: { name, ...(type === undefined ? {} : { type }) } };
}

interface Refusal {
  readonly severity: PreflightFinding['severity'];
  readonly invalid: boolean;
  /** Completes "the name …". */
  readonly text: string;
}

/** Services answer in ways of their own: a flag in the body, a status without a body, or an error for a name that is taken. */
function refusalOf({ asks }: NameCheck, { status, body }: Answer): Refusal | undefined {
  if (asks === 'head') return status === 404 ? undefined : status < 300 ? { severity: 'blocker', invalid: false, text: 'is taken' } : unknown(status);
  if (status >= 400) return status === 400 || status === 409 ? { severity: 'blocker', invalid: false, text: `is refused: ${messageOf(body) ?? `HTTP ${status}`}` } : unknown(status);
  const free = isJsonObject(body) ? (body['nameAvailable'] ?? body['available']) : true;
  if (free !== false) return undefined;
  const reason = isJsonObject(body) ? body['reason'] : undefined;
  const invalid = typeof reason === 'string' && /invalid/i.test(reason);
  return { severity: 'blocker', invalid, text: `${invalid ? 'is not allowed' : 'is taken'}${messageOf(body) === undefined ? '' : `: ${messageOf(body)}`}` };
}

function unknown(status: number): Refusal {
  return { severity: 'could-not-check', invalid: false, text: `could not be checked: Azure answered with status ${status}` };
}

function messageOf(body: Json | undefined): string | undefined {
  const node = isJsonObject(body) && isJsonObject(body['error']) ? body['error'] : body;
  const message = isJsonObject(node) ? node['message'] : undefined;
  return typeof message === 'string' && message !== '' ? message.trim() : undefined;
}
