import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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

  it('ends on answers that nest without end', () => {
    let node: unknown = { code: 'Leaf', message: 'leaf' };
    for (let i = 0; i < 500; i += 1) node = { error: { code: 'DeploymentFailed', message: 'x', details: [node] } };
    expect(unfoldFailure(node)).toMatchObject({ code: 'DeploymentFailed' });
  });
});

const golden = new URL('../../../shared/golden/failures.json', import.meta.url);

describe.runIf(existsSync(golden))('recorded failures (skipped without ../shared/golden)', () => {
  const rows = JSON.parse(readFileSync(existsSync(golden) ? golden : new URL('../../package.json', import.meta.url), 'utf8')) as readonly { code: string; body: Record<string, unknown>; innermost: string }[];
  const cases = Array.isArray(rows) ? rows.filter(({ body }) => body['error'] !== undefined && typeof body['error'] !== 'string') : [];

  it.each(cases.map((row) => [row.code, row] as const))('%s', (_code, { body, innermost }) => {
    const failure = unfoldFailure(body);
    expect(failure?.message).not.toBe('');
    if (innermost.startsWith('error.message') && !innermost.includes('(')) expect(failure?.message).toBe((body['error'] as { message: string }).message);
    if (innermost.startsWith('error.details[0].message')) {
      const [first] = (body['error'] as { details: { code: string; message: string }[] }).details;
      expect(failure).toMatchObject({ code: first?.code, message: first?.message });
    }
    expect(['DeploymentFailed', 'InvalidTemplateDeployment', 'ResourceDeploymentFailure', 'ValidationForResourceFailed', 'PreflightValidationCheckFailed']).not.toContain(failure?.code);
  });
});
