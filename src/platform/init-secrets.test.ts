import { expect, test } from 'vitest';
import { templateSecrets } from './init-secrets.ts';

const found = (text: string, path = 'atakora/resource.ts') => templateSecrets({ files: new Map([[path, text]]) });

test('the secrets of a template are the calls of its files, each name once, with its description', () => {
  expect(found("a: secret('B_KEY'), b: secret( \"A_KEY\", { required: { prod: true }, description: 'one (of two)' }), c: secret('B_KEY', { description: 'late' })")).toEqual([{ name: 'A_KEY', description: 'one (of two)' }, { name: 'B_KEY' }]);
  expect(found("secret('A'), other({ description: 'not its own' })")).toEqual([{ name: 'A' }]);
  expect(found("notsecret('A'); secret(name)")).toEqual([]);
  expect(found("secret('A')", 'README.md')).toEqual([]);
});
