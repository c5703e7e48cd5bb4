import { describe, expect, it } from 'vitest';
import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { DeploymentRequest } from '../engine/ports.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import type { DeploymentTarget } from '../model/synthesis.ts';
import { advised } from './advise-failure.ts';
import { placedFailures } from './placed-failures.ts';
import { failureOf, mendIn } from './sdk-call.ts';

const subscriptionId = '11111111-2222-4333-8444-555555555555';
const scope: DeploymentTarget = { kind: 'resourceGroup', subscriptionId, resourceGroup: 'rg-shop' };
const target = `/subscriptions/${subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.Compute/virtualMachines/vm-one`;
const request = { name: 'd', scope, template: { resources: [{ type: 'Microsoft.Compute/virtualMachines', name: 'vm-one', location: 'North Europe' }] }, parameters: {}, tags: {} } as unknown as DeploymentRequest;
const locked: AzureFailure = advised({ code: 'ScopeLocked', message: 'It is locked.' });
const noSize: AzureFailure = advised({ code: 'SkuNotAvailable', message: 'It is not available.', target });

function connected(more: Partial<ConnectedAzure> = {}): ConnectedAzure {
  const hint = mendIn(locked);
  const read = (): never | Promise<never> => Promise.reject(new AtakoraError('ATK1803', 'Azure refused to read it', { source: 'azure', cause: locked, ...(hint === undefined ? {} : { hint }) }));
  const questions = { ask: read, whatIf: read, validate: () => Promise.resolve(noSize) };
  return { subscriptionId, tenantId: 't', read, startDeployment: () => Promise.resolve(), getDeployment: () => Promise.resolve({ name: 'd', state: 'failed', outputs: {}, failure: locked }), listOperations: () => Promise.resolve([{ operationId: '1', targetId: target, state: 'failed', failure: noSize }]), questions, lists: {}, apps: {}, ...more } as unknown as ConnectedAzure;
}

describe('failures of a connection', () => {
  it('know the subscription and the region of the project', async () => {
    const azure = placedFailures(connected({ read: () => Promise.reject(new AtakoraError('ATK1803', 'x', { source: 'azure', cause: advised({ code: 'SkuNotAvailable', message: 'no' }) })) }), { subscriptionId, location: 'westeurope' });
    const error = await azure.read('/x', 'v').catch((thrown: unknown) => thrown);
    expect(failureOf(error)?.advice?.fix).toBe(`az vm list-skus --location westeurope --all --output table --subscription ${subscriptionId}`);
  });

  it('know the group of their deployment, and the region that the template gives the resource', async () => {
    const azure = placedFailures(connected(), { subscriptionId, location: 'westeurope' });
    await azure.startDeployment(request);
    expect((await azure.getDeployment(scope, 'd'))?.failure?.advice?.fix).toContain('--resource-group rg-shop ');
    expect((await azure.listOperations(scope, 'd'))[0]?.failure?.advice?.fix).toContain('--location northeurope ');
    expect((await azure.questions.validate(request))?.advice?.fix).toContain('--location northeurope ');
    const error = await azure.questions.whatIf(request).catch((thrown: unknown) => thrown);
    expect((error as AtakoraError).hint).toContain('`az lock list --resource-group rg-shop ');
    expect((error as AtakoraError).message).toBe('Azure refused to read it');
  });

  it('of the local Azure offer no command of Azure CLI', async () => {
    const azure = placedFailures(connected(), { subscriptionId, location: 'westeurope', local: true });
    expect((await azure.getDeployment(scope, 'd'))?.failure?.advice).not.toHaveProperty('fix');
    expect((await azure.questions.validate(request))?.advice).not.toHaveProperty('fix');
  });

  it('that are none of Azure stay what they are', async () => {
    const bug = new TypeError('x');
    const azure = placedFailures(connected({ read: () => Promise.reject(bug) }), { subscriptionId });
    await expect(azure.read('/x', 'v')).rejects.toBe(bug);
  });
});
