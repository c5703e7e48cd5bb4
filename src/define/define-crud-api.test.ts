import { describe, expect, it } from 'vitest';
import type { CrudApiConfig } from './define-crud-api.ts';
import { CrudApi, defineCrudApi } from './define-crud-api.ts';

const made = (config: CrudApiConfig) => defineCrudApi(config).withId?.('feedbackApi') ?? defineCrudApi(config);
const asks = (config: CrudApiConfig, type: string): unknown => made(config).getRequirements().find((asked) => asked.resourceType === type);

describe('a CRUD API', () => {
  it('asks for a container, for its routes and for the settings that its code reads', () => {
    expect(asks({ entity: 'OrderLine' }, 'cosmos')).toEqual({
      resourceType: 'cosmos',
      config: { containers: [{ name: 'order-line', partitionKey: '/id' }], access: [{ identity: 'main', container: 'order-line', level: 'write' }] },
    });
    expect(asks({ entity: 'OrderLine' }, 'functions')).toMatchObject({
      requirementKey: 'main',
      config: {
        functions: [
          {
            name: 'feedbackApi',
            trigger: 'http',
            auth: 'function',
            routes: [
              { route: 'order-line', methods: ['POST', 'GET'] },
              { route: 'order-line/batch', methods: ['POST'] },
              { route: 'order-line/{id}', methods: ['GET', 'PUT', 'PATCH', 'DELETE'] },
            ],
          },
        ],
        environment: { COSMOS_ENDPOINT: { target: 'cosmos', output: 'endpoint' }, COSMOS_DATABASE: { target: 'cosmos', output: 'database' }, ORDER_LINE_CONTAINER: 'order-line' },
      },
    });
  });

  it('has only the operations that it is given', () => {
    expect(asks({ entity: 'Note', operations: ['read', 'list'] }, 'functions')).toMatchObject({ config: { functions: [{ routes: [{ route: 'note', methods: ['GET'] }, { route: 'note/{id}', methods: ['GET'] }] }] } });
  });

  it('takes container, partition key, unique keys, time to live, route and app as written', () => {
    const config: CrudApiConfig = { entity: 'Note', container: 'notes', partitionKey: '/owner/id', uniqueKeys: [['/title', '/day']], ttl: 60, route: 'v1/notes', auth: 'anonymous', requirementKey: 'public', environment: { LEVEL: 'debug' } };
    expect(asks(config, 'cosmos')).toMatchObject({ config: { containers: [{ name: 'notes', partitionKey: '/owner/id', uniqueKeys: [['/title', '/day']], ttl: 60 }], access: [{ identity: 'public' }] } });
    expect(asks(config, 'functions')).toMatchObject({ requirementKey: 'public', config: { functions: [{ auth: 'anonymous' }], environment: { LEVEL: 'debug', NOTE_CONTAINER: 'notes' } } });
    expect(made(config).getOutputs?.()).toEqual({ feedbackApiUrl: { $: 'concat', parts: ['https://', expect.objectContaining({ target: 'functions.public' }), '/api/v1/notes'] } });
  });

  it('says that its code is not published', () => {
    expect(made({ entity: 'Note' }).getNotices?.()).toEqual([{ code: 'ATK1310', summary: expect.stringContaining('"feedbackApi"') }]);
  });

  it('can be defined with its id, and knows its place both ways', () => {
    const component = CrudApi.define('notes', { entity: 'Note' });
    expect(component).toMatchObject({ componentId: 'notes', componentType: 'crud-api', origin: { file: expect.stringContaining('define-crud-api.test.ts') } });
    expect(defineCrudApi({ entity: 'Note' }).origin?.file).toContain('define-crud-api.test.ts');
  });

  it.each([
    [{}, 'entity is missing'],
    [{ entity: '1x' }, 'entity is "1x"'],
    [{ entity: 'X', partitionKey: 'id' }, 'partitionKey is "id"'],
    [{ entity: 'X', uniqueKeys: ['/a'] }, 'uniqueKeys[0]'],
    [{ entity: 'X', uniqueKeys: [['a']] }, 'uniqueKeys[0] is "a"'],
    [{ entity: 'X', ttl: 0 }, 'ttl is 0'],
    [{ entity: 'X', operations: ['reed'] }, 'operations is "reed"'],
    [{ entity: 'X', operations: [] }, 'operations is empty'],
    [{ entity: 'X', fields: { name: 'text' } }, 'fields.name is "text"'],
    [{ entity: 'X', fields: { 'a b': 'string' } }, 'a key of fields'],
    [{ entity: 'X', route: '/x' }, 'route is "/x"'],
    [{ entity: 'X', requirementKey: 'a.b' }, 'requirementKey is "a.b"'],
    [{ entity: 'X', entitty: 'Y' }, '"entitty" is not a field of it'],
  ])('refuses %j', (config, part) => {
    expect(() => defineCrudApi(config as CrudApiConfig)).toThrow(expect.objectContaining({ code: 'ATK1308', message: expect.stringContaining(part) }));
  });
});
