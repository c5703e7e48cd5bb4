import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { createTestAzure } from './local-azure.fake.ts';
import { failureMakers, failureNamespaces } from './replay-failure-makers.fake.ts';
import { failuresLeft } from './replay-failures-left.fake.ts';
import { hasGolden, recorded } from './replay.fake.ts';

interface FailureRow {
  readonly code: string;
  readonly http_status: number | null;
  readonly body: JsonObject;
  readonly when: string;
}

const rows = hasGolden ? (recorded('failures.json') as unknown as readonly FailureRow[]) : [];

/** Rows of which less than the whole body can be the same, and what is compared instead. */
const partly: Readonly<Record<string, (body: JsonObject) => Json>> = {
  // The row has the sentence only.
  'DeletedVaultPurge not allowed': (body) => body['text'] ?? (body['error'] as JsonObject)['message'] ?? null,
  // The frame counts: what is inside belongs to the resource that failed.
  DeploymentFailed: (body) => [body['status'] ?? null, outline(body['error'] as JsonObject, 1)],
  ValidationForMultipleResourcesFailed: (body) => outline(body['error'] as JsonObject, 2),
  // The recorded policy has conditions of its own; the names of what it tells and the shape of a comparison are the same.
  RequestDisallowedByPolicy: (body) => policyOutline(body['error'] as JsonObject),
  // Which versions there are is the catalogue's.
  InvalidApiVersionParameter: (body) => String((body['error'] as JsonObject)['message']).replace(/'[\d,a-z…-]*'\.$/, 'VERSIONS').replace(/version '[^']*'/, 'version'),
  // The recorder left out the head of the page and its line ends.
  '(HTML body)': (body) => ({ html: String(body['html']).replaceAll('\r\n', '') }),
  // The sign-in calls these by two names each.
  AADSTS53003: (body) => ({ ...body, error: 'access_denied or interaction_required' }),
  AADSTS70043: (body) => ({ ...body, error: 'interaction_required or invalid_grant' }),
  // Sql answers at once here, and in Azure with the poll; the operation's state is around it there.
  NameAlreadyExists: (body) => innermost(body['error'] as JsonObject),
  ResourceDeploymentFailure: (body) => innermost(body['error'] as JsonObject),
  ProvisioningDisabled: (body) => innermost(body['error'] as JsonObject),
};

/** Failures inside a deployment: the status of the row is that of the operation. */
const ofOperation = new Set(['ResourceDeploymentFailure', 'ProvisioningDisabled']);

function outline(error: JsonObject, levels: number): Json {
  const details = (error['details'] ?? []) as readonly JsonObject[];
  return [error['code'] ?? null, error['message'] ?? null, ...(levels > 1 ? details.map((detail) => outline(detail, levels - 1)) : [])];
}

function innermost(error: JsonObject): Json {
  const [inner] = (error['details'] ?? []) as readonly JsonObject[];
  return inner === undefined ? { code: error['code'] ?? null, message: error['message'] ?? null } : innermost(inner);
}

function policyOutline(error: JsonObject): Json {
  const [{ info }] = error['additionalInfo'] as readonly [{ readonly info: JsonObject }];
  const { evaluatedExpressions } = info['evaluationDetails'] as { readonly evaluatedExpressions: readonly JsonObject[] };
  return [error['code'] ?? null, error['message'] ?? null, error['target'] ?? null, Object.keys(info).sort(), Object.keys(evaluatedExpressions[0] ?? {}).sort(), info['policyDefinitionEffect'] ?? null];
}

/** Numbers of the recording that are those of its own request, and lists that a service leaves out when they are empty. */
const ownNumbers = new Set(['lineNumber', 'linePosition', 'error_codes']);

/** What `ours` has where `theirs` has text with `{placeholders}` or an ellipsis becomes the recorded text when it fits it. */
function fitted(ours: Json | undefined, theirs: Json | undefined, key = ''): Json {
  if (typeof theirs === 'string' && typeof ours === 'string') return pattern(theirs).test(ours) ? theirs : ours;
  if (typeof theirs === 'number' && typeof ours === 'number' && ownNumbers.has(key) && ours > 0) return theirs;
  if (Array.isArray(theirs) && Array.isArray(ours)) return (ours as readonly Json[]).map((item, i) => fitted(item, (theirs as readonly Json[])[i]));
  if (isJsonObject(theirs) && isJsonObject(ours)) {
    const left = Object.keys(theirs).filter((name) => Array.isArray(theirs[name]) && (theirs[name] as readonly Json[]).length === 0 && ours[name] === undefined);
    return Object.fromEntries([...Object.entries(ours).map(([name, value]) => [name, fitted(value, theirs[name], name)] as const), ...left.map((name) => [name, [] as Json] as const)]);
  }
  return ours ?? null;
}

function pattern(recordedText: string): RegExp {
  return new RegExp(`^${recordedText.split(/\{[^{}"]*\}|…/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*')}$`, 's');
}

describe.runIf(hasGolden)('failures that users meet (skipped without ../shared/golden)', () => {
  it('are each brought about or left with a reason of their own', () => {
    const named = [...Object.keys(failureMakers), ...Object.keys(failuresLeft)].sort();
    expect(named).toEqual(rows.map(({ code }) => code).sort());
    console.info(`failures: ${Object.keys(failureMakers).length} of ${rows.length} brought about`);
  });

  it.each(rows.filter(({ code }) => failureMakers[code] !== undefined).map((row) => [row.code, row] as const))('%s', (code, row) => {
    const azure = createTestAzure({ start: '2026-06-30T10:00:00.000Z' });
    azure.prepare('rg', ...failureNamespaces);
    const made = failureMakers[code]?.(azure);
    if (made === undefined) throw new Error(`nobody makes ${code}`);
    if (row.http_status !== null && !ofOperation.has(code)) expect(made.status).toBe(row.http_status);
    if (row.body['headers'] !== undefined) {
      // Today's limits are per subscription and global, with smaller buckets than recorded; a write tells the writes that remain.
      expect(made.headers['x-ms-ratelimit-remaining-subscription-writes']).toMatch(/^\d+$/);
      expect(made.headers['x-ms-ratelimit-remaining-subscription-reads']).toBeUndefined();
      return;
    }
    const compared = partly[code] ?? ((body: JsonObject): Json => body);
    const [ours, theirs] = [compared(made.body), compared(row.body)];
    expect(fitted(ours, theirs)).toEqual(theirs);
  });

  it('are told apart from others by the comparison', () => {
    expect(pattern("name '{x}' taken").test("name 'y' taken")).toBe(true);
    expect(pattern("name '{x}' taken").test("name 'y' free")).toBe(false);
    expect(fitted({ code: 'A' }, { code: 'B' })).toEqual({ code: 'A' });
  });
});
