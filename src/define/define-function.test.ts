import { describe, expect, it } from 'vitest';
import type { FunctionConfig } from './define-function.ts';
import { defineFunction } from './define-function.ts';
import { resources } from './resource-references.ts';
import { secret } from './secret.ts';

const http: FunctionConfig = { entry: './handler.ts', trigger: { type: 'http' } };
const made = (config: FunctionConfig, id = 'worker') => defineFunction(config).withId?.(id) ?? defineFunction(config);
const asks = (config: FunctionConfig, type: string, id?: string) => made(config, id).getRequirements().filter((asked) => asked.resourceType === type);
const wrong = (config: unknown): Error & { readonly code?: string; readonly hint?: string; readonly location?: { readonly file: string } } => {
  try {
    defineFunction(config as FunctionConfig);
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was accepted');
};

describe('a function', () => {
  it('is an entry of a Function App, named like its component', () => {
    expect(asks(http, 'functions')).toEqual([
      {
        resourceType: 'functions',
        requirementKey: 'main',
        config: {
          functions: [{ name: 'worker', component: 'worker', entry: './handler.ts', trigger: 'http', routes: [{ methods: ['GET', 'POST'], route: 'worker' }], auth: 'function' }],
          environment: {},
        },
      },
    ]);
    expect(made(http)).toMatchObject({ componentId: 'worker', componentType: 'function', config: http, origin: { file: expect.stringContaining('define-function.test.ts') } });
  });

  it('that answers requests gives its address as an output', () => {
    expect(made({ ...http, trigger: { type: 'http', route: 'files/{id}', methods: ['PUT'] } }).getOutputs?.()).toEqual({
      workerUrl: { $: 'concat', parts: ['https://', expect.objectContaining({ target: 'functions', output: 'hostName' }), '/api/files/{id}'] },
    });
    expect(made({ ...http, trigger: { type: 'timer', schedule: '0 0 3 * * *' } }).getOutputs?.()).toEqual({});
  });

  it('asks for what its trigger needs and no more', () => {
    expect(asks(http, 'storage')).toEqual([]);
    expect(asks(http, 'cosmos')).toEqual([]);
    expect(asks({ ...http, trigger: { type: 'queue', queue: 'tasks' } }, 'storage')).toEqual([
      {
        resourceType: 'storage',
        config: {
          queues: [{ name: 'tasks' }, { name: 'tasks-poison' }],
          access: [
            { identity: 'main', service: 'queue', name: 'tasks', level: 'process' },
            { identity: 'main', service: 'queue', name: 'tasks-poison', level: 'send' },
          ],
        },
      },
    ]);
    expect(asks({ ...http, trigger: { type: 'blob', container: 'incoming' } }, 'storage')[0]?.config).toEqual({ containers: [{ name: 'incoming' }], access: [{ identity: 'main', service: 'blob', name: 'incoming', level: 'write' }] });
    const change: FunctionConfig = { ...http, trigger: { type: 'cosmos', container: 'orders', partitionKey: '/customer' } };
    expect(asks(change, 'cosmos')[0]?.config).toEqual({
      containers: [{ name: 'orders', partitionKey: '/customer' }, { name: 'leases', partitionKey: '/id' }],
      access: [{ identity: 'main', container: 'orders', level: 'read' }, { identity: 'main', container: 'leases', level: 'write' }],
    });
    expect(asks(change, 'functions')[0]?.config).toMatchObject({ environment: { COSMOS__credential: 'managedidentity', COSMOS__clientId: { target: 'identity', output: 'clientId' }, COSMOS__accountEndpoint: { target: 'cosmos' } } });
  });

  it('reaches the stores that `access` names, as the identity of its own app', () => {
    const config: FunctionConfig = {
      ...http,
      requirementKey: 'batch',
      access: { storage: { containers: { results: 'write' }, queues: { done: 'send' }, tables: { Totals: 'read' } }, cosmos: { orders: 'read', totals: { access: 'write', partitionKey: '/day' } } },
    };
    const identity = 'batch';
    expect(asks(config, 'functions')[0]?.requirementKey).toBe('batch');
    expect(asks(config, 'storage')[0]?.config).toEqual({
      containers: [{ name: 'results' }],
      queues: [{ name: 'done' }],
      tables: [{ name: 'Totals' }],
      access: [
        { identity, service: 'blob', name: 'results', level: 'write' },
        { identity, service: 'queue', name: 'done', level: 'send' },
        { identity, service: 'table', name: 'Totals', level: 'read' },
      ],
    });
    expect(asks(config, 'cosmos')[0]?.config).toEqual({
      containers: [{ name: 'orders' }, { name: 'totals', partitionKey: '/day' }],
      access: [{ identity, container: 'orders', level: 'read' }, { identity, container: 'totals', level: 'write' }],
    });
  });

  it('puts runtime, memory, timeout and environment on its app', () => {
    const config: FunctionConfig = {
      ...http,
      runtime: 'node22',
      memory: 4096,
      timeout: 600,
      environment: { TEXT: '${azure.location}', COUNT: 3, ON: true, ENDPOINT: resources.cosmos.endpoint, KEY: secret('STRIPE_KEY', { description: 'payments' }) },
    };
    expect(asks(config, 'functions')[0]?.config).toMatchObject({
      nodeVersion: '22',
      memoryMb: 4096,
      timeoutSeconds: 600,
      environment: { TEXT: '${azure.location}', COUNT: '3', ON: 'true', ENDPOINT: { $: 'ref', target: 'cosmos', output: 'endpoint' }, KEY: { $: 'secret', name: 'STRIPE_KEY' } },
    });
    expect(made(config).getNotices?.()).toEqual([
      { code: 'ATK1310', summary: expect.stringContaining('./handler.ts') },
    ]);
  });
});

describe('a function that is defined wrongly', () => {
  it('is refused at its own line with everything that is wrong', () => {
    const error = wrong({ entri: './x.ts', trigger: { type: 'timer', schedule: '* *' }, memory: 1000, timeout: 0.5, runtime: 'node18', environment: { 'A-B': 1, FUNCTIONS_WORKER_RUNTIME: 'x', C: [] } });
    expect(error.code).toBe('ATK1308');
    expect(error.location?.file).toContain('define-function.test.ts');
    for (const part of ['"entri"', 'entry is missing', 'trigger.schedule "* *"', 'it has 2 fields', 'memory is 1000', 'timeout is 0.5', 'runtime is "node18"', 'environment.A-B', 'environment.FUNCTIONS_WORKER_RUNTIME', 'environment.C']) {
      expect(error.message).toContain(part);
    }
  });

  it('names the nearest field and trigger', () => {
    expect(wrong({ ...http, enviroment: {} }).hint).toBe('Did you mean "environment"?');
    expect(wrong({ ...http, trigger: { type: 'htp' } }).hint).toBe('Did you mean "http"?');
    expect(wrong({ ...http, trigger: { type: 'http', routes: 'x' } }).hint).toBe('Did you mean "route"?');
    expect(wrong({ ...http, trigger: { type: 'topic' } }).hint).toBe('Known: http, timer, queue, blob, cosmos.');
    expect(wrong({ entry: './x.ts' }).message).toContain('trigger is missing');
  });

  it.each([
    [{ type: 'http', methods: ['get'] }, 'trigger.methods is "get"'],
    [{ type: 'http', methods: [] }, 'trigger.methods is empty'],
    [{ type: 'http', route: '/files' }, 'trigger.route'],
    [{ type: 'http', route: 'api/files' }, 'trigger.route'],
    [{ type: 'http', auth: 'none' }, 'trigger.auth'],
    [{ type: 'queue', queue: 'My_Queue' }, 'trigger.queue'],
    [{ type: 'queue', queue: 'q'.repeat(57) }, 'trigger.queue'],
    [{ type: 'queue' }, 'trigger.queue is missing'],
    [{ type: 'blob', container: 'a--b' }, 'trigger.container'],
    [{ type: 'blob', container: 'abc', path: '/x' }, 'trigger.path'],
    [{ type: 'cosmos', container: 'a/b' }, 'trigger.container'],
    [{ type: 'cosmos', container: 'a', partitionKey: 'id' }, 'trigger.partitionKey'],
  ])('refuses %j', (trigger, part) => {
    expect(wrong({ ...http, trigger }).message).toContain(part);
  });

  it.each([
    [{ storages: {} }, 'access.storages'],
    [{ storage: { container: {} } }, 'access.storage.container'],
    [{ storage: { containers: { Up: 'read' } } }, 'a key of access.storage.containers'],
    [{ storage: { queues: { tasks: 'write' } } }, 'access.storage.queues.tasks is "write"'],
    [{ storage: { tables: { 'a-b': 'read' } } }, 'a key of access.storage.tables'],
    [{ cosmos: { orders: 'all' } }, 'access.cosmos.orders is "all"'],
    [{ cosmos: { orders: { partitionKey: '/id' } } }, 'access.cosmos.orders.access is missing'],
    [{ cosmos: { orders: { access: 'read', key: '/id' } } }, 'access.cosmos.orders.key'],
  ])('refuses the access %j', (access, part) => {
    expect(wrong({ ...http, access }).message).toContain(part);
  });
});
