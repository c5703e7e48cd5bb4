import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAnswersFile } from './answers-file.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-answers-')));

function read(text: string): unknown {
  writeFileSync(join(folder, 'answers.json'), text);
  return readAnswersFile(folder, 'answers.json');
}

describe('a file of answers', () => {
  test('has the names of the questions, with comments, and tags as an object or as text', () => {
    expect(read('\uFEFF{ "project": "shop", // ours\n "environments": ["dev"], "tags": { "owner": "anna" }, }')).toEqual({ project: 'shop', environments: ['dev'], tags: { owner: 'anna' } });
    expect(read('{ "tags": "owner=anna, team=web" }')).toEqual({ tags: { owner: 'anna', team: 'web' } });
    expect(read('{}')).toEqual({});
  });

  test.each([
    ['{ "projekt": "shop" }', 'Did you mean "project"?'],
    ['{ "project": 7, "environments": "dev" }', 'project must be text; environments must be a list of names'],
    ['{ "tags": ["owner"] }', 'tags must be text'],
    ['{ "tags": { "owner": 7 } }', 'tags must be text, or an object of texts'],
    ['{\n "project": }', 'answers.json:2 is not JSON'],
    ['[]', 'is not an object of answers'],
    ['', 'answers.json'],
  ])('%s is refused with what is wrong', (text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'ATK1002', message: expect.stringContaining(message) as string }));
  });

  test('that is not there is said to be', () => {
    expect(() => readAnswersFile(folder, 'nowhere.json')).toThrow(expect.objectContaining({ code: 'ATK1902' }));
  });
});

test('changes of settings and what becomes of secrets are lists of lines, or objects', () => {
  expect(read('{ "settings": ["prod.storage.sku=Standard_GZRS"], "secrets": ["A=generate"] }')).toEqual({ settings: ['prod.storage.sku=Standard_GZRS'], secrets: ['A=generate'] });
  expect(read('{ "settings": { "prod.cosmos.maxThroughput": 8000, "prod.cosmos.regions": ["northeurope", "uksouth"], "dev.protectStores": true }, "secrets": { "A": "later" } }')).toEqual({
    settings: ['prod.cosmos.maxThroughput=8000', 'prod.cosmos.regions=northeurope,uksouth', 'dev.protectStores=true'],
    secrets: ['A=later'],
  });
  expect(() => read('{ "settings": "all" }')).toThrow('settings must be a list of NAME=VALUE');
});

test('may name the schema of such files, for editors', () => {
  expect(read('{ "$schema": "./answers.schema.json", "project": "shop" }')).toEqual({ project: 'shop' });
});
