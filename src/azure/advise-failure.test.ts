import { describe, expect, it } from 'vitest';
import { errorCodes } from '../model/error-codes.ts';
import { advised, adviseFailure, failureRules } from './advise-failure.ts';
import { factNames } from './failure-facts.ts';

const account = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.Storage/storageAccounts/stshop';

describe('what a failure of Azure means', () => {
  it('fills names from the target, and from the message where that says more', () => {
    expect(adviseFailure({ code: 'StorageAccountAlreadyTaken', message: 'taken', target: account })).toEqual({
      rule: 'storage-name-taken',
      code: 'ATK1805',
      sentence: 'The storage account name stshop is taken by somebody else.',
      hint: 'Names of storage accounts are unique in all of Azure: set another `name` for it.',
      retry: 'no',
      fix: 'az storage account check-name --name stshop',
    });
    expect(adviseFailure({ code: 'AuthorizationFailed', message: "The client 'a' with object id 'b' does not have authorization to perform action 'X/y/write' over scope '/s' or the scope is invalid." })).toMatchObject({
      sentence: 'The identity b may not do X/y/write on /s.',
      retry: 'after minutes',
    });
  });

  it('leaves out what it does not know, and a command that lacks it', () => {
    expect(adviseFailure({ code: 'VaultAlreadyExists', message: "The vault name 'v' is already in use." }).sentence).toContain('v is in use');
    const taken = adviseFailure({ code: 'StorageAccountAlreadyTaken', message: '' });
    expect(taken.sentence).toBe('The storage account name is taken by somebody else.');
    expect(taken.fix).toBeUndefined();
  });

  it('fills a command from the place of the call, and quotes what a shell would split', () => {
    const place = { subscriptionId: 's', group: 'rg shop', location: 'westeurope' };
    expect(adviseFailure({ code: 'ScopeLocked', message: 'x' }, place).fix).toBe("az lock list --resource-group 'rg shop' --output table --subscription s");
    expect(adviseFailure({ code: 'SkuNotAvailable', message: "not available in location 'East US'." }, place).fix).toBe('az vm list-skus --location eastus --all --output table --subscription s');
    expect(adviseFailure({ code: 'DeploymentActive', message: "The deployment 'd' runs" }, { subscriptionId: 's' }).fix).toBe('az deployment sub cancel --name d --subscription s');
  });

  it('says how long to wait only where Azure does', () => {
    expect(adviseFailure({ code: 'TooManyRequests', message: "Please try again after '6' seconds." }).hint).toContain('Wait 6 seconds, then');
    expect(adviseFailure({ code: 'TooManyRequests', message: 'Too many.' }).hint).toContain('Wait some minutes, then');
  });

  it('says of what no rule knows that it is unknown, and does not ask to try again', () => {
    expect(adviseFailure({ code: 'Brand.New', message: 'x', status: 400 })).toMatchObject({ rule: 'unknown', retry: 'no' });
    expect(adviseFailure({ code: 'Brand.New', message: 'x', status: 503 })).toMatchObject({ rule: 'service-unavailable', retry: 'soon' });
  });

  it('advises on each of several causes', () => {
    const failure = advised({ code: 'A', message: 'a', details: [{ code: 'StorageAccountAlreadyTaken', message: 'x' }, { code: 'QuotaExceeded', message: 'y' }] });
    expect(failure.details?.map(({ advice }) => advice?.code)).toEqual(['ATK1805', 'ATK1808']);
  });
});

describe('the rules', () => {
  it('have names and texts of their own, and codes of the registry', () => {
    expect(new Set(failureRules.map(({ id }) => id)).size).toBe(failureRules.length);
    expect(failureRules.length).toBeGreaterThanOrEqual(40);
    for (const { id, code, sentence, hint } of failureRules) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(Object.keys(errorCodes)).toContain(code);
      expect(sentence).toMatch(/^[A-Z{].*\.$/);
      expect(hint).toMatch(/[.`]$/);
    }
  });

  it('are each reachable: no earlier rule takes everything that a rule is about', () => {
    const shadowed = failureRules.flatMap((rule, at) => {
      const code = rule.codes?.[0];
      const earlier = failureRules.slice(0, at).find((other) => code !== undefined && other.message === undefined && other.status === undefined && other.codes?.includes(code) === true);
      return earlier === undefined ? [] : [`${rule.id} behind ${earlier.id}`];
    });
    expect(shadowed).toEqual([]);
  });

  it('name in their texts only what the target or the message can tell', () => {
    const known = new Set<string>(factNames);
    for (const { id, message, sentence, hint, fix } of failureRules) {
      const groups = [...(message?.source.matchAll(/\(\?<(\w+)>/g) ?? [])].map(([, name]) => name);
      const used = [...`${sentence} ${hint} ${[fix ?? ''].flat().join(' ')}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      expect(used.filter((name) => !known.has(name) && !groups.includes(name)), id).toEqual([]);
    }
  });
});
