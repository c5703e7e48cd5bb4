import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

describe('URI functions', () => {
  test.each([
    ["[uri('https://a.b/c/d', 'e')]", 'https://a.b/c/e'],
    ["[uri('https://a.b/c/', '/e?x=1#y')]", 'https://a.b/e?x=1#y'],
    ["[uri('https://a.b/c/d/', '../../e')]", 'https://a.b/e'],
    ["[parseUri('HTTPS://user@a.b/c?d=1')]", { scheme: 'https', host: 'a.b', port: 443, path: '/c', query: '?d=1' }],
    ["[buildUri(createObject('scheme', 'https', 'host', 'a.b', 'port', 8443, 'path', 'c'))]", 'https://a.b:8443/c'],
    ["[uriComponentToString('%41%zz%ff')]", 'A%zz%ff'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  test.each(["[uri('a/b', 'c')]", "[parseUri('/a')]", "[buildUri(createObject('scheme', 'https'))]"])('%s is refused', (expression) => {
    expect(errorOf(() => valueOf(expression)).code).toBe('ATK2004');
  });
});
