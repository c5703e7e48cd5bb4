import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localSubscriptionId, localTenantId } from '../../src/engine/load/environment-target.ts';
import { openLocalAzure } from '../../src/local/local-azure.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { StateDocument } from '../../src/model/state.ts';

const network = (name: string, index: number): string => `  ${name}: armResource({ type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-05-01', name: '${name}', location: '\${azure.location}', tags: { team: 'core' }, properties: { addressSpace: { addressPrefixes: ['10.${index}.0.0/16'] }, flowTimeoutInMinutes: 4 } }),`;

/** Writes a project of three networks, `main/net/hub`, `main/net/spoke` and `main/net/west`, on an instant local Azure. */
export function writeNetworks(folder: string): void {
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('.atakora/manifest.json', JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-0000000000d7', project: 'networks', environment: 'dev', location: 'westeurope' }));
  write('.atakora/local/world/settings.json', JSON.stringify({ timeScale: 0 }));
  write('atakora/backend.ts', `import { armResource, defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({ net: defineInfrastructure({ resources: {\n${['hub', 'spoke', 'west'].map(network).join('\n')}\n} }) });\n`);
}

/** The state of `dev@local`. */
export function stateOf(folder: string): StateDocument {
  const states = join(folder, '.atakora/local/state/0f0f0f0f-1234-4abc-8def-0000000000d7/dev@local.json');
  return JSON.parse(readFileSync(states, 'utf8')) as StateDocument;
}

type Call = (method: string, address: string, body?: JsonObject) => JsonObject;

/** Sends requests to the world of a project, as somebody in the portal does. */
export function inAzure(folder: string, work: (call: Call) => void): void {
  const azure = openLocalAzure({ worldFolder: join(folder, '.atakora/local/world'), clock: { now: () => new Date().toISOString() }, ids: { hex: (digits) => randomBytes(digits).toString('hex').slice(0, digits), uuid: () => randomUUID() }, tenantId: localTenantId, subscriptionId: localSubscriptionId });
  const { resources } = stateOf(folder);
  try {
    work((method, address, body) => {
      const record = resources[address];
      const answer = azure.handle({ method, url: `https://management.azure.com${record?.id ?? ''}?api-version=${record?.apiVersion ?? ''}`, headers: { 'authorization': 'Bearer test', 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      if (answer.kind === 'unreachable' || answer.status >= 300) throw new Error(`${method} ${address}: ${JSON.stringify(answer)}`);
      return JSON.parse(answer.body === undefined || answer.body === '' ? '{}' : answer.body) as JsonObject;
    });
  } finally {
    azure.close();
  }
}

/** Changes `flowTimeoutInMinutes` of networks in Azure. */
export function editFlow(folder: string, addresses: readonly string[], minutes: number): void {
  inAzure(folder, (call) => {
    for (const address of addresses) {
      const { id: _id, name: _name, type: _type, etag: _etag, ...live } = call('GET', address);
      call('PUT', address, { ...live, properties: { ...(live['properties'] as JsonObject), flowTimeoutInMinutes: minutes } });
    }
  });
}
