import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getJson } from './https-json.ts';
import type { LocalServerProcess } from './local-server-process.ts';
import { startLocalServer } from './local-server-process.ts';

const run = promisify(execFile);
const patienceMs = 60_000;

/** A program of a user: it knows the SDKs and what its environment says, nothing of us. */
const program = (credential: string): string => `
  const { ManagedIdentityCredential, ClientSecretCredential, EnvironmentCredential } = await import('@azure/identity');
  const { ResourceManagementClient } = await import('@azure/arm-resources');
  const credential = ${credential};
  const client = new ResourceManagementClient(credential, process.env.SUBSCRIPTION, { endpoint: process.env.SERVED });
  try {
    await client.resourceGroups.createOrUpdate('from-a-program', { location: 'westeurope' });
    console.log('made');
  } catch (error) {
    console.log(error.statusCode + ' ' + error.code);
  }
`;

describe('programs that trust the certificate by NODE_EXTRA_CA_CERTS', () => {
  let server: LocalServerProcess;
  let identityClient = '';

  async function told(credential: string, env: Readonly<Record<string, string>>): Promise<string> {
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', program(credential)], {
      timeout: patienceMs,
      env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: server.certificate, SERVED: server.url, SUBSCRIPTION: server.subscriptionId, ...env },
    });
    return `${stdout}${stderr}`.trim();
  }

  beforeAll(async () => {
    server = await startLocalServer();
    const secret = { AZURE_TENANT_ID: server.tenantId, AZURE_CLIENT_ID: server.clientId, AZURE_CLIENT_SECRET: server.clientSecret };
    const setup = `
      const { ClientSecretCredential } = await import('@azure/identity');
      const { ResourceManagementClient } = await import('@azure/arm-resources');
      const credential = new ClientSecretCredential(process.env.AZURE_TENANT_ID, process.env.AZURE_CLIENT_ID, process.env.AZURE_CLIENT_SECRET, { authorityHost: process.env.SERVED, disableInstanceDiscovery: true });
      const client = new ResourceManagementClient(credential, process.env.SUBSCRIPTION, { endpoint: process.env.SERVED });
      await client.providers.register('Microsoft.ManagedIdentity');
      while ((await client.providers.get('Microsoft.ManagedIdentity')).registrationState !== 'Registered') await new Promise((done) => setTimeout(done, 50));
      await client.resourceGroups.createOrUpdate('rg', { location: 'westeurope' });
      const id = '/subscriptions/' + process.env.SUBSCRIPTION + '/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one';
      console.log((await client.resources.beginCreateOrUpdateByIdAndWait(id, '2024-11-30', { location: 'westeurope' })).properties.clientId);
    `;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', setup], { timeout: patienceMs, env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: server.certificate, SERVED: server.url, SUBSCRIPTION: server.subscriptionId, ...secret } });
    identityClient = stdout.trim();
  });
  afterAll(async () => expect(await server?.stop()).toBe(0));

  it('sign in as a service principal whose secret stands in the environment', async () => {
    const env = { AZURE_TENANT_ID: server.tenantId, AZURE_CLIENT_ID: server.clientId, AZURE_CLIENT_SECRET: server.clientSecret, AZURE_AUTHORITY_HOST: server.url };
    expect(await told("new EnvironmentCredential({ disableInstanceDiscovery: true })", env)).toBe('made');
  });

  it('sign in as a managed identity of a machine, which has no role yet', async () => {
    expect(await told(`new ManagedIdentityCredential({ clientId: '${identityClient}' })`, { AZURE_POD_IDENTITY_AUTHORITY_HOST: server.url })).toBe('403 AuthorizationFailed');
  });

  it('sign in as a managed identity of an app, which has no role yet', async () => {
    const env = { IDENTITY_ENDPOINT: `${server.url}/msi/token`, IDENTITY_HEADER: server.identityHeader };
    expect(await told(`new ManagedIdentityCredential({ clientId: '${identityClient}' })`, env)).toBe('403 AuthorizationFailed');
  });

  it('find the services of the cloud', async () => {
    expect(await getJson(`${server.url}/metadata/endpoints?api-version=2022-09-01`, server.ca)).toMatchObject({ resourceManager: `${server.url}/`, authentication: { loginEndpoint: server.url } });
  });
});
