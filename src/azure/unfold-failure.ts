import type { AzureFailure } from '../model/azure-failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';

/** Codes that only say that something inside of them failed. */
const wrappers: ReadonlySet<string> = new Set([
  'DeploymentFailed',
  'DeploymentOperationFailed',
  'ResourceDeploymentFailure',
  'InvalidTemplateDeployment',
  'MultipleErrorsOccurred',
  'PreflightValidationCheckFailed',
  'ValidationForResourceFailed',
  'ValidationForMultipleResourcesFailed',
  'MarketplacePurchaseEligibilityFailed',
  'RetryableError',
]);

/** Facts of the call around a failure. */
export interface FailureFacts {
  readonly status?: number;
  readonly target?: string;
  readonly correlationId?: string;
}

/**
 * What Azure said, from the body of an answer in any of its shapes: code and message of the innermost cause, and all causes as
 * details when there are several. Undefined when the body says nothing.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/find-error-code
 */
export function unfoldFailure(body: unknown, facts: FailureFacts = {}): AzureFailure | undefined {
  const leaves = distinct(leavesOf(parsed(body), facts.target, 0));
  const first = leaves.find(({ code }) => !wrappers.has(code)) ?? leaves[0];
  if (first === undefined) return undefined;
  const { status, correlationId } = facts;
  const outer = { ...(status === undefined ? {} : { status }), ...(correlationId === undefined ? {} : { correlationId }) };
  return { ...outer, ...first, ...(leaves.length > 1 ? { details: leaves } : {}) };
}

/** Answers nest a handful of levels; more is no answer of Azure's. */
const deepest = 12;

function leavesOf(node: unknown, target: string | undefined, depth: number): readonly AzureFailure[] {
  if (depth > deepest) return [];
  if (typeof node === 'string') return node.trim() === '' ? [] : [{ code: 'Unknown', message: plainText(node), ...(target === undefined ? {} : { target }) }];
  if (!isJsonObject(node)) return [];
  const signIn = signInFailure(node);
  if (signIn !== undefined) return [signIn];
  const error = property(node, 'error');
  if (isJsonObject(error)) return leavesOf(error, target, depth + 1);
  const own = failureOf(node, target);
  const inside = insideOf(node, own, depth);
  return inside.length > 0 ? inside : own === undefined ? [] : [own];
}

/** Causes below a node: JSON inside of its message, else its details. */
function insideOf(node: JsonObject, own: AzureFailure | undefined, depth: number): readonly AzureFailure[] {
  const text = property(node, 'message');
  const inMessage = typeof text === 'string' ? parsed(text) : undefined;
  if (isJsonObject(inMessage)) return leavesOf(inMessage, own?.target, depth + 1);
  const details = property(node, 'details');
  if (!Array.isArray(details)) return [];
  const found = (details as readonly Json[]).flatMap((detail) => leavesOf(detail, own?.target, depth + 1));
  // App Service repeats its one sentence in several shapes, and some services add notes: a node that says something itself stays the cause.
  return own === undefined || wrappers.has(own.code) || isWordless(own) ? found : found.filter((detail) => detail.code !== 'Unknown' && detail.message !== own.message && !isWordless(detail));
}

function failureOf(node: JsonObject, inherited: string | undefined): AzureFailure | undefined {
  const code = innermostCode(node);
  const raw = property(node, 'message');
  const message = typeof raw === 'string' ? raw : isJsonObject(raw) && typeof raw['value'] === 'string' ? raw['value'] : undefined;
  if (code === undefined && message === undefined) return undefined;
  const own = property(node, 'target');
  const target = typeof own === 'string' && own !== '' ? own : inherited;
  return { code: code ?? 'Unknown', message: plainMessage(message ?? code ?? '') + violationsOf(node), ...(target === undefined || target === '' ? {} : { target }) };
}

/** Service Bus sometimes puts XML around its sentence. */
function plainMessage(message: string): string {
  return message.replace(/^<Error><Code>\d+<\/Code><Detail>/, '').replace(/<\/Detail><\/Error>$/, '');
}

/**
 * Which policy assignment refused, and by which comparisons; the compared values of the resource stay out.
 * @see https://learn.microsoft.com/azure/governance/policy/how-to/determine-non-compliance
 */
function violationsOf(node: JsonObject): string {
  const infos = property(node, 'additionalInfo');
  if (!Array.isArray(infos)) return '';
  return (infos as readonly Json[]).map((item) => (isJsonObject(item) && item['type'] === 'PolicyViolation' && isJsonObject(item['info']) ? violationOf(item['info']) : '')).join('');
}

function violationOf(info: JsonObject): string {
  const details = info['evaluationDetails'];
  const expressions = isJsonObject(details) && Array.isArray(details['evaluatedExpressions']) ? (details['evaluatedExpressions'] as readonly Json[]) : [];
  const compared = expressions.flatMap((one) => (isJsonObject(one) && one['result'] === 'True' ? [`${String(one['path'] ?? one['expression'])} ${String(one['operator'])} ${JSON.stringify(one['targetValue'] ?? null)}`] : []));
  const name = info['policyAssignmentDisplayName'] ?? info['policyAssignmentName'];
  return typeof name === 'string' ? ` Assignment "${name}"${compared.length === 0 ? '.' : ` refuses: ${compared.join(', ')}.`}` : '';
}

/** Key Vault says `Forbidden` and keeps the reason in `innererror`. */
function innermostCode(node: JsonObject): string | undefined {
  // Sign-in libraries throw errors whose name is the code.
  let code = property(node, 'code') ?? (typeof node['name'] === 'string' && node['name'].endsWith('Error') ? node['name'] : undefined);
  let inner = property(node, 'innererror');
  for (let depth = 0; isJsonObject(inner) && depth < deepest; depth += 1) {
    const next = property(inner, 'code');
    if (typeof next === 'string' && next !== '') code = next;
    inner = property(inner, 'innererror');
  }
  return typeof code === 'string' && code !== '' ? code : undefined;
}

/** `{ error: 'invalid_client', error_description: 'AADSTS…' }` of Microsoft Entra. */
function signInFailure(node: JsonObject): AzureFailure | undefined {
  const { error, error_description: description } = node;
  if (typeof error !== 'string' || typeof description !== 'string') return undefined;
  const code = /^AADSTS\d+/.exec(description)?.[0] ?? error;
  return { code, message: description.split(/\s*Trace ID:/)[0] ?? description };
}

function isWordless(failure: AzureFailure): boolean {
  return failure.message === failure.code || failure.message.trim() === '';
}

/** A property in the spelling that the service has: `code` or `Code`. */
function property(node: JsonObject, name: string): Json | undefined {
  return node[name] ?? node[name.charAt(0).toUpperCase() + name.slice(1)] ?? (name === 'error' ? node['odata.error'] : name === 'innererror' ? node['innerError'] : undefined);
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  const text = body.trim();
  if (!text.startsWith('{')) return body;
  try {
    return JSON.parse(text);
  } catch {
    return body;
  }
}

/** Some gateways answer in HTML. */
function plainText(text: string): string {
  return text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}

function distinct(failures: readonly AzureFailure[]): readonly AzureFailure[] {
  const seen = new Set<string>();
  return failures.filter(({ code, message, target }) => {
    const key = JSON.stringify([code, message, target ?? '']);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
