import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adviseFailure } from './advise-failure.ts';
import { unfoldFailure } from './unfold-failure.ts';

const asText = (value: unknown) => JSON.stringify(value, null, 2).replaceAll('\n', '\r\n');

describe('unfolding what Azure said', () => {
  it('finds the cause below wrappers, as an object or as text in a message', () => {
    const inner = { error: { code: 'StorageAccountAlreadyTaken', message: 'taken', target: 'stone' } };
    const nested = { error: { code: 'ResourceDeploymentFailure', message: 'failed', details: [{ code: 'DeploymentFailed', message: 'x', details: [{ code: 'Conflict', message: asText(inner) }] }] } };
    expect(unfoldFailure(nested, { status: 409 })).toEqual({ status: 409, code: 'StorageAccountAlreadyTaken', message: 'taken', target: 'stone' });
  });

  it('keeps several causes, each once', () => {
    const cause = (code: string) => ({ code: 'Conflict', message: asText({ error: { code, message: `${code}!` } }) });
    const failure = unfoldFailure({ error: { code: 'DeploymentFailed', message: 'x', details: [cause('A'), cause('B'), cause('A')] } });
    expect(failure).toMatchObject({ code: 'A', details: [{ code: 'A' }, { code: 'B' }] });
    expect(failure?.details).toHaveLength(2);
  });

  it('reads the shapes of services that have their own', () => {
    expect(unfoldFailure({ Code: 'BadRequest', Message: 'no' })).toMatchObject({ code: 'BadRequest', message: 'no' });
    expect(unfoldFailure({ error: { code: 'Forbidden', message: 'no', innererror: { code: 'ForbiddenByRbac' } } })).toMatchObject({ code: 'ForbiddenByRbac' });
    expect(unfoldFailure({ 'odata.error': { code: 'X', message: { value: 'no' } } })).toMatchObject({ code: 'X', message: 'no' });
    expect(unfoldFailure('<html><body><h2>Service Unavailable</h2></body></html>')).toMatchObject({ message: 'Service Unavailable' });
    expect(unfoldFailure({ error: 'invalid_client', error_description: 'AADSTS7000215: Invalid secret. Trace ID: 1' })).toEqual({ code: 'AADSTS7000215', message: 'AADSTS7000215: Invalid secret.' });
    expect(unfoldFailure({})).toBeUndefined();
    expect(unfoldFailure('')).toBeUndefined();
  });

  it('takes App Service at its sentence, Service Bus out of its XML, and names the policy without the value that it refused', () => {
    const sentence = 'Quota is used up.';
    expect(unfoldFailure({ Code: 'Unauthorized', Message: sentence, Details: [{ Message: sentence }, { Code: 'Unauthorized' }, { ErrorEntity: { Code: 'Unauthorized', Message: sentence } }] })).toEqual({ code: 'Unauthorized', message: sentence });
    expect(unfoldFailure({ error: { code: 'X', message: '<Error><Code>400</Code><Detail>no</Detail></Error>' } })).toMatchObject({ message: 'no' });
    const info = { policyAssignmentDisplayName: 'Here', evaluationDetails: { evaluatedExpressions: [{ result: 'True', path: 'location', operator: 'NotIn', expressionValue: 'secret', targetValue: ['a'] }] } };
    const refused = unfoldFailure({ error: { code: 'RequestDisallowedByPolicy', message: 'no.', additionalInfo: [{ type: 'PolicyViolation', info }] } });
    expect(refused?.message).toBe('no. Assignment "Here" refuses: location NotIn ["a"].');
  });

  it('ends on answers that nest without end', () => {
    let node: unknown = { code: 'Leaf', message: 'leaf' };
    for (let i = 0; i < 500; i += 1) node = { error: { code: 'DeploymentFailed', message: 'x', details: [node] } };
    expect(unfoldFailure(node)).toMatchObject({ code: 'DeploymentFailed' });
  });
});

interface FailureRow {
  readonly code: string;
  readonly http_status: number | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** Where the cause sits: a path, and notes in words. */
  readonly innermost: string;
  readonly retry: string;
}

const golden = new URL('../../../shared/golden/failures.json', import.meta.url);
if (!existsSync(golden)) console.warn('skipped: ../shared/golden is not there, no recorded failure is unfolded');
const rows = existsSync(golden) ? (JSON.parse(readFileSync(golden, 'utf8')) as readonly FailureRow[]) : [];

/** The node that a row's path leads to, JSON inside of messages opened; undefined when the row names none. */
function statedCause({ body, innermost }: FailureRow): Readonly<Record<string, unknown>> | undefined {
  const path = /^(?:JSON inside )?([A-Za-z_]+(?:\[[\d*]\])*(?:\.[A-Za-z_]+(?:\[[\d*]\])*)*)/.exec(innermost)?.[1];
  if (path === undefined || innermost === 'none' || innermost === 'header') return undefined;
  const steps = path.replaceAll('[*]', '.0').replaceAll(/\[(\d)\]/g, '.$1').replace(/\.?(?:[mM]essage|info|additionalInfo|text|error_description)$/, '').split('.');
  const node = steps.filter((step) => step !== '').reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], body) as Record<string, unknown>;
  const text = node['message'];
  if (innermost.startsWith('JSON inside') && typeof text === 'string') return (JSON.parse(text) as { error: Record<string, unknown> }).error;
  return node;
}

const asServed = ({ body }: FailureRow): unknown => body['html'] ?? body['text'] ?? body;
const said = (node: Readonly<Record<string, unknown>>): string => String(node['message'] ?? node['Message'] ?? node['error_description'] ?? node['text']).split(/\s*Trace ID:/)[0] ?? '';
/** Rows that show a frame; the cause inside of it is made up. */
const framesOnly = new Set(['DeploymentFailed', 'ResourceDeploymentFailure']);
const advice: Readonly<Record<string, string>> = { no: 'no', yes: 'soon', 'after Retry-After': 'after Retry-After', 'after minutes (replication)': 'after minutes' };

describe.runIf(existsSync(golden))('all recorded failures (skipped without ../shared/golden)', () => {
  it('name a cause, but for those without a failure in the body', () => {
    expect(rows.filter((row) => statedCause(row) === undefined).map(({ innermost }) => innermost).sort()).toEqual(['header', 'none', 'none']);
  });

  it.each(rows.map((row) => [row.code, row] as const))('%s', (_code, row) => {
    const failure = unfoldFailure(asServed(row), row.http_status === null ? {} : { status: row.http_status });
    const cause = statedCause(row);
    if (cause !== undefined && row.innermost !== 'header') {
      expect(failure?.message.startsWith(said(cause))).toBe(true);
      expect(said(cause)).not.toBe('');
      const code = cause['code'] ?? cause['Code'];
      if (code !== undefined) expect(failure?.code).toBe(code);
    }
    expect(failure === undefined ? 'no' : adviseFailure(failure).retry).toBe(advice[row.retry]);
    if (failure !== undefined && !framesOnly.has(row.code)) expect(adviseFailure(failure).rule).not.toBe('unknown');
  });
});

interface ErrorRow {
  readonly code: string;
  readonly message_shape: string;
  readonly http_status: unknown;
}

const errorsFile = new URL('../../../shared/golden/errors.json', import.meta.url);
const errorRows = existsSync(errorsFile) ? (JSON.parse(readFileSync(errorsFile, 'utf8')) as readonly ErrorRow[]) : [];

describe.runIf(existsSync(errorsFile))('the commonest errors (skipped without ../shared/golden)', () => {
  it.each(errorRows.map((row) => [row.code, row.message_shape, row] as const))('%s: %s', (code, message, row) => {
    const failure = unfoldFailure({ error: { code, message } }, typeof row.http_status === 'number' ? { status: row.http_status } : {});
    expect(failure).toMatchObject({ code });
    // Frames mean nothing without the cause inside of them.
    const frame = ['DeploymentFailed', 'ResourceDeploymentFailure', 'InvalidTemplateDeployment', 'MultipleErrorsOccurred'].includes(code);
    expect(adviseFailure({ code, message }).rule === 'unknown').toBe(frame);
  });
});
