import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { TestAzure } from './local-azure.fake.ts';
import { createTestAzure, subscriptionPath } from './local-azure.fake.ts';

interface Exchange {
  readonly request: { readonly method: string; readonly path: string; readonly query: string; readonly body: JsonObject | null };
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Json };
}

const folder = new URL('../../../shared/golden/wire/', import.meta.url);
const recorded = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { readonly exchange: readonly Exchange[] };

/** The shape of a value: names and types, not what they are. Arrays have the shape of their first element. */
function shape(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape((value as readonly Json[])[0])];
  if (isJsonObject(value)) return Object.fromEntries(Object.keys(value).sort().map((key) => [key, shape(value[key])]));
  return value === null ? null : typeof value;
}

/** Sends the recorded request to this world. */
function replay(azure: TestAzure, { request }: Exchange) {
  const path = request.path.replace(/^\/subscriptions\/[0-9-]{36}/, subscriptionPath);
  return azure.send(request.method, `${path}?${request.query}`, request.body ?? undefined);
}

describe.runIf(existsSync(folder))('answers beside recorded ones (skipped without ../shared/golden)', () => {
  it('a deployment is validated, accepted, polled and read in the recorded shapes', () => {
    const { exchange } = recorded('deployment-put-poll-get-whatif.json');
    const azure = createTestAzure();
    azure.prepare('cli_test_deployment_what_if000001', 'Microsoft.Storage');
    const [validate, put, , , get] = exchange;
    if (validate === undefined || put === undefined || get === undefined) throw new Error('the recording has changed');
    for (const exchanged of [validate, put]) {
      const { status, body } = replay(azure, exchanged);
      expect(status).toBe(exchanged.response.status);
      expect(shape(body)).toEqual(shape(exchanged.response.body));
    }
    azure.advance(10_000);
    expect(shape(replay(azure, get).body)).toEqual(shape(get.response.body));
  });

  it('a resource group lives and dies with the recorded statuses and bodies', () => {
    const azure = createTestAzure();
    azure.prepare('cli_test_rg_scenario000001');
    for (const exchanged of recorded('resource-group-lifecycle.json').exchange) {
      if (exchanged.request.path.includes('operationresults')) {
        azure.advance(1000);
        continue;
      }
      const { status, body } = replay(azure, exchanged);
      expect(status).toBe(exchanged.response.status);
      if (isJsonObject(exchanged.response.body)) expect(shape(body)).toEqual(shape(exchanged.response.body));
    }
  });

  it('what is missing is told in the recorded words', () => {
    const azure = createTestAzure();
    azure.prepare('clitest.rg000001', 'Microsoft.Media');
    for (const name of ['parent-resource-not-found.json']) {
      for (const exchanged of recorded(name).exchange) {
        const { status, body } = replay(azure, exchanged);
        expect([status, body]).toEqual([exchanged.response.status, exchanged.response.body]);
      }
    }
  });

  it('operations are rows of the recorded shape', () => {
    const [first] = recorded('deployment-operations-subscription.json').exchange;
    const rows = (first?.response.body ?? { value: [] }) as { readonly value: readonly JsonObject[] };
    const azure = createTestAzure();
    const group = { type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: 'rg', location: 'westeurope' };
    azure.deploy('d', { $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [group] });
    const ours = azure.send('GET', `${subscriptionPath}/providers/Microsoft.Resources/deployments/d/operations`).body['value'] as JsonObject[];
    expect(shape(ours[0])).toEqual(shape(rows.value[0]));
    expect(shape(ours.at(-1))).toEqual(shape(rows.value.at(-1)));
  });
});
