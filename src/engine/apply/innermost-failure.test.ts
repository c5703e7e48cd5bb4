import { expect, test } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import { failureOf, innermostFailure } from './innermost-failure.ts';

test('the innermost failure that is not a mere wrapper is the cause, with what the outer levels know', () => {
  const failure = {
    code: 'DeploymentFailed',
    message: 'see details',
    correlationId: 'c-1',
    details: [
      { code: 'Conflict', message: 'conflict' },
      { code: 'ResourceDeploymentFailure', message: 'inside', target: '/x', details: [{ code: 'QuotaExceeded', message: 'no more' }] },
    ],
  };
  expect(innermostFailure(failure)).toEqual({ code: 'QuotaExceeded', message: 'no more', target: '/x', correlationId: 'c-1' });
});

test('a wrapper that holds nothing is still shown', () => {
  expect(innermostFailure({ code: 'Conflict', message: 'busy' })).toEqual({ code: 'Conflict', message: 'busy' });
});

test('an error of the Azure port gives the failure that it carries, else its own words', () => {
  expect(failureOf(new AtakoraError('ATK1803', 'refused', { cause: { code: 'InUse', message: 'in use', status: 409 } }))).toEqual({ code: 'InUse', message: 'in use', status: 409 });
  expect(failureOf(new AtakoraError('ATK1804', 'no network', { cause: new Error('ECONNRESET') }))).toEqual({ code: 'ATK1804', message: 'no network' });
});
