import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Ids } from '../engine/ports.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { providerCatalogue } from './arm/provider-catalogue.ts';
import type { LocalAzure } from './local-azure.ts';
import { openLocalAzure } from './local-azure.ts';
import type { LocalResponse } from './request.ts';

import { testSubscription, testTenant } from './test-ids.fake.ts';

export { testSubscription, testTenant };
export const subscriptionPath = `/subscriptions/${testSubscription}`;

/** A folder that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-azure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ids that count. */
export function countingIds(): Ids {
  let count = 0;
  const hex = (digits: number) => {
    count += 1;
    return count.toString(16).padStart(digits, '0').slice(-digits);
  };
  return { hex, uuid: () => `00000000-0000-4000-8000-${hex(12)}` };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** A local Azure whose clock the test moves. */
export interface TestAzure {
  readonly worldFolder: string;
  readonly azure: LocalAzure;
  readonly clock: { now(): string };
  /** Sends a request to Resource Manager with a token and an api version. */
  send(method: string, path: string, body?: Json): Answer;
  advance(ms: number): void;
  /** Deploys to a group (or the subscription without one) and moves the clock until it has ended; its final view. */
  deploy(name: string, template: JsonObject, options?: { readonly group?: string; readonly parameters?: JsonObject }): JsonObject;
  /** Registers namespaces and makes a group. */
  prepare(group: string, ...namespaces: readonly string[]): void;
}

export function createTestAzure(options: { readonly settings?: JsonObject; readonly worldFolder?: string; readonly start?: string } = {}): TestAzure {
  const worldFolder = options.worldFolder ?? join(temporaryFolder(), 'world');
  if (options.settings !== undefined) {
    mkdirSync(worldFolder, { recursive: true });
    writeFileSync(join(worldFolder, 'settings.json'), JSON.stringify(options.settings));
  }
  let now = Date.parse(options.start ?? '2026-01-15T10:00:00.000Z');
  const clock = { now: () => new Date(now).toISOString() };
  const azure = openLocalAzure({ worldFolder, clock, ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription });
  onTestFinished(() => azure.close());
  const advance = (ms: number) => void (now += ms);
  const send = (method: string, path: string, body?: Json): Answer => {
    const separator = path.includes('?') ? '&' : '?';
    const url = `https://management.azure.com${path}${path.includes('api-version=') ? '' : `${separator}api-version=${versionFor(path)}`}`;
    return readAnswer(azure.handle({ method, url, headers: { authorization: 'Bearer test' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }) as LocalResponse);
  };
  const deploy: TestAzure['deploy'] = (name, template, { group, parameters = {} } = {}) => {
    const path = `${subscriptionPath}${group === undefined ? '' : `/resourcegroups/${group}`}/providers/Microsoft.Resources/deployments/${name}`;
    const started = send('PUT', path, { ...(group === undefined ? { location: 'westeurope' } : {}), properties: { mode: 'Incremental', template, parameters } });
    if (started.status >= 400) return started.body;
    for (let i = 0; i < 1000; i += 1) {
      const { body } = send('GET', path);
      const state = (body['properties'] as JsonObject)['provisioningState'];
      if (state !== 'Accepted' && state !== 'Running') return body;
      advance(100);
    }
    throw new Error(`the deployment ${name} does not end`);
  };
  const prepare: TestAzure['prepare'] = (group, ...namespaces) => {
    for (const namespace of namespaces) send('POST', `${subscriptionPath}/providers/${namespace}/register`);
    advance(1000);
    send('PUT', `${subscriptionPath}/resourcegroups/${group}`, { location: 'westeurope' });
  };
  return { worldFolder, azure, clock, send, advance, deploy, prepare };
}

/** A version that the type of a path has: the newest of the first type whose name it holds. */
export function versionFor(path: string): string {
  const [, namespace = '', rest = ''] = /^.*\/providers\/([^/?]+)\/([^?]*)/i.exec(path) ?? [];
  const segments = rest.split('/');
  for (let levels = Math.ceil(segments.length / 2); levels > 0; levels -= 1) {
    const types = segments.filter((_, i) => i % 2 === 0).slice(0, levels);
    const versions = catalogue.type(`${namespace}/${types.join('/')}`)?.apiVersions;
    const stable = versions?.find((version) => version.length === 10 && version < '2026') ?? versions?.[0];
    if (stable !== undefined) return stable;
  }
  return '2024-01-01';
}

const catalogue = providerCatalogue();

/** An answer with its body parsed. */
export function readAnswer(response: LocalResponse): Answer {
  const parsed: unknown = response.body === undefined || response.body === '' ? {} : JSON.parse(response.body);
  return { status: response.status, headers: response.headers, body: parsed as JsonObject };
}

/** A resource group template. */
export function template(resources: readonly JsonObject[], rest: JsonObject = {}): JsonObject {
  return { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [...resources], ...rest };
}

export function storageAccount(name: string, rest: JsonObject = {}): JsonObject {
  return { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2024-01-01', name, location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {}, ...rest };
}

export function vault(name: string, rest: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.KeyVault/vaults',
    apiVersion: '2024-11-01',
    name,
    location: 'westeurope',
    properties: { tenantId: testTenant, sku: { family: 'A', name: 'standard' }, enableRbacAuthorization: true, softDeleteRetentionInDays: 7 },
    ...rest,
  };
}
