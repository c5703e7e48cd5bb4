import { describe, expect, it } from 'vitest';
import { allKinds } from '../../resources/catalogue.ts';
import { createTestAzure, subscriptionPath } from '../local-azure.fake.ts';
import { nameFor, placeFor, wholeBody } from './asked-bodies.fake.ts';

const children = allKinds().filter(({ scope }) => scope === 'child');

describe.each(children.map((kind) => [kind.named === undefined ? kind.type : `${kind.type} ${kind.named}`, kind] as const))('%s', (_title, kind) => {
  it('needs its parent, and goes with it', () => {
    const azure = createTestAzure();
    const [namespace = ''] = kind.type.split('/');
    azure.prepare('rg', 'Microsoft.Storage', namespace);
    const orphan = `${subscriptionPath}/resourceGroups/rg/providers/${namespace}/${kind.type.split('/').slice(1, -1).map((type) => `${type}/nobody`).join('/')}/${kind.type.split('/').at(-1) ?? ''}/${nameFor(kind)}`;
    const refused = azure.send('PUT', orphan, wholeBody(kind));
    expect([refused.status, refused.body]).toMatchObject([404, { error: { code: 'ParentResourceNotFound' } }]);
    const place = placeFor(azure, kind);
    const child = `${place}/${nameFor(kind)}`;
    expect(azure.send('PUT', child, wholeBody(kind)).status).toBeLessThan(300);
    azure.advance(600_000);
    expect(azure.send('GET', child).status).toBe(200);
    const root = child.split('/').slice(0, 9).join('/');
    expect(azure.send('DELETE', root).status).toBeLessThan(300);
    azure.advance(600_000);
    expect([azure.send('GET', root).status, azure.send('GET', child).status]).toEqual([404, 404]);
  });
});
