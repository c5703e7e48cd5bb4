import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allKinds } from '../resources/catalogue.ts';
import type { TagFacts } from './tagging.ts';
import { backendHash, manifestTagName, tagsFor } from './tagging.ts';

const usual = { supported: true, max: 50, nameMax: 512, colon: true };
const few = { supported: true, max: 15, nameMax: 512, colon: false };

const facts: TagFacts = {
  project: { id: '5b0e8f1c', name: 'feedback', tags: {} },
  environment: 'dev',
  backend: 'main',
  stack: 'data',
  components: ['feedbackApi'],
  type: 'Microsoft.Storage/storageAccounts',
  support: usual,
};

const tags = (changes: Partial<TagFacts> = {}) => tagsFor({ ...facts, ...changes }).tags;
const findings = (changes: Partial<TagFacts>) => tagsFor({ ...facts, ...changes }).diagnostics;
const numbered = (count: number, prefix = 't') => Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${String(index).padStart(2, '0')}`, `v${index}`]));

describe('tags', () => {
  it('of every resource say what it belongs to', () => {
    expect(tagsFor({ ...facts, purpose: 'function-packages' })).toEqual({
      tags: {
        'atakora:backend': 'main',
        'atakora:backend-hash': backendHash('5b0e8f1c', 'main', 'dev'),
        'atakora:component': 'feedbackApi',
        'atakora:environment': 'dev',
        'atakora:managed-by': 'atakora',
        'atakora:project': 'feedback',
        'atakora:resource-purpose': 'function-packages',
        'atakora:stack': 'data',
      },
      diagnostics: [],
    });
  });

  it('name the component only when it is one', () => {
    expect(tags({ components: ['one', 'two'] })).not.toHaveProperty('atakora:component');
    expect(tags({ components: [] })).not.toHaveProperty('atakora:component');
  });

  it('carry no run', () => {
    expect(Object.keys(tags())).not.toContain('atakora:run');
  });

  it('come from the manifest in kebab-case, and from users as they are', () => {
    const made = tags({ project: { ...facts.project, organization: 'Contoso', tags: { costCenter: '42', 'team.techLead': 'Ada' } }, packageTags: { costCenter: '43' }, userTags: { Owner: 'web team' }, resourceTags: { Kind: 'archive' } });
    expect(made).toMatchObject({ 'atakora:organization': 'Contoso', 'atakora:cost-center': '43', 'atakora:team.tech-lead': 'Ada', Owner: 'web team', Kind: 'archive' });
  });

  it('let the later one win: backend, rules, user, resource', () => {
    const rules = [{ when: {}, set: { level: 'rule', level2: 'rule' } }];
    expect(tags({ rules, userTags: { level: 'user' } })).toMatchObject({ level: 'user', level2: 'rule' });
    expect(tags({ userTags: { level: 'user' }, resourceTags: { level: 'resource' } })).toMatchObject({ level: 'resource' });
    expect(tags({ userTags: { 'atakora:component': 'renamed' } })).toMatchObject({ 'atakora:component': 'renamed' });
  });

  it('that find a backend cannot be changed or removed, and that is said', () => {
    const changed = tagsFor({ ...facts, userTags: { 'Atakora:Project': 'other' }, rules: [{ when: {}, remove: ['atakora:backend-hash'] }] });
    expect(changed.tags).toMatchObject({ 'atakora:project': 'feedback', 'atakora:backend-hash': expect.any(String) });
    expect(changed.diagnostics).toHaveLength(1);
    expect(changed.diagnostics[0]).toMatchObject({ code: 'ATK1314', severity: 'warning' });
    expect(changed.diagnostics[0]?.summary).toContain('Atakora:Project');
    expect(changed.diagnostics[0]?.summary).toContain('atakora:backend-hash');
  });

  it('of the manifest cannot pass for those of Atakora', () => {
    expect(tags({ project: { ...facts.project, tags: { stack: 'mine', managedBy: 'me', component: 'x' } } })).toMatchObject({ 'atakora:stack': 'data', 'atakora:managed-by': 'atakora', 'atakora:component': 'feedbackApi' });
  });

  it('are none where a type takes none', () => {
    expect(tagsFor({ ...facts, support: { supported: false, max: 0, nameMax: 0, colon: false } })).toEqual({ tags: {}, diagnostics: [] });
  });

  it('hash the backend: the same for all of it, different for everything else', () => {
    const hashes = [backendHash('p', 'main', 'dev'), backendHash('p', 'main', 'prod'), backendHash('p', 'web', 'dev'), backendHash('q', 'main', 'dev')];
    expect(new Set(hashes).size).toBe(4);
    expect(backendHash('p', 'main', 'dev')).toBe(hashes[0]);
  });
});

describe('tag rules', () => {
  const applies = (when: object, changes: Partial<TagFacts> = {}) => 'hit' in tags({ rules: [{ when, set: { hit: 'yes' } }], ...changes });

  it('match by type, stack, component, environment and tag, all of them together', () => {
    expect(applies({ type: 'microsoft.storage/storageaccounts' })).toBe(true);
    expect(applies({ type: 'Microsoft.Storage/*' })).toBe(true);
    expect(applies({ type: 'Microsoft.KeyVault/vaults' })).toBe(false);
    expect(applies({ stack: 'data' })).toBe(true);
    expect(applies({ stack: 'compute' })).toBe(false);
    expect(applies({ component: 'feedbackApi' })).toBe(true);
    expect(applies({ component: 'two' }, { components: ['one', 'two'] })).toBe(true);
    expect(applies({ environment: 'prod' })).toBe(false);
    expect(applies({ tag: 'atakora:stack' })).toBe(true);
    expect(applies({ tag: 'atakora:stack=data' })).toBe(true);
    expect(applies({ tag: 'atakora:stack=compute' })).toBe(false);
    expect(applies({ stack: 'data', environment: 'prod' })).toBe(false);
    expect(applies({ stack: 'data', environment: 'dev' })).toBe(true);
  });

  it('set, then remove, and the next rule sees what the one before did', () => {
    const rules = [
      { when: {}, set: { a: '1', b: '2' }, remove: ['B', 'atakora:stack'] },
      { when: { tag: 'a=1' }, set: { c: '3' } },
      { when: { tag: 'b' }, set: { d: '4' } },
    ];
    const made = tags({ rules });
    expect(made).toMatchObject({ a: '1', c: '3' });
    expect(Object.keys(made).filter((name) => ['b', 'd', 'atakora:stack'].includes(name))).toEqual([]);
  });
});

describe('limits of tags', () => {
  it('of few tags keep the highest ranked, put the rest into one, and say so', () => {
    const made = tagsFor({ ...facts, support: few, userTags: numbered(10), project: { ...facts.project, tags: { costCenter: '42', zebra: 'last' } }, address: 'main/x/y' });
    expect(Object.keys(made.tags)).toHaveLength(14);
    expect(made.tags).toMatchObject({ 'atakora-managed-by': 'atakora', 'atakora-project': 'feedback', 'atakora-backend-hash': expect.any(String), 'atakora-cost-center': '42', t00: 'v0' });
    expect(JSON.parse(made.tags['atakora-more'] ?? '')).toEqual({ t05: 'v5', t06: 'v6', t07: 'v7', t08: 'v8', t09: 'v9', 'atakora-zebra': 'last' });
    expect(made.diagnostics[0]).toMatchObject({ code: 'ATK1314', address: 'main/x/y', summary: expect.stringContaining('t05, t06') });
  });

  it('name what is lost when it does not fit into one tag either', () => {
    const made = tagsFor({ ...facts, support: few, userTags: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`user${String(index).padStart(2, '0')}`, 'x'.repeat(100)])) });
    expect(made.diagnostics[0]?.summary).toMatch(/user\d\d, .*were dropped/);
    expect((made.tags['atakora-more'] ?? '').length).toBeLessThanOrEqual(256);
  });

  it('leave room for the run tag', () => {
    expect(Object.keys(tags({ userTags: numbered(80) })).length).toBeLessThanOrEqual(49);
  });

  it('of colons map ours silently and those of users with a word', () => {
    expect(findings({ support: few })).toEqual([]);
    const made = tagsFor({ ...facts, support: few, userTags: { 'team:web#1 (old)': 'x' } });
    expect(made.tags).toHaveProperty('team-web-1--old-', 'x');
    expect(made.diagnostics[0]?.summary).toContain('"team:web#1 (old)" is called "team-web-1--old-" here');
  });

  it('of characters and lengths are kept, with a word', () => {
    const made = tagsFor({ ...facts, support: { ...usual, nameMax: 128 }, userTags: { 'a/b?c': 'x', ['n'.repeat(200)]: 'y', long: 'z'.repeat(300) } });
    expect(made.tags).toMatchObject({ 'a-b-c': 'x', long: expect.stringMatching(/^z{246}…#[a-z2-7]{8}$/) });
    expect(made.diagnostics[0]?.summary).toContain('was shortened to 128');
    expect(made.diagnostics[0]?.summary).toContain('the value of "long" was shortened to 256');
  });

  it('of names that would become the same drop the lower ranked', () => {
    const made = tagsFor({ ...facts, userTags: { 'a/b': '1', 'a?b': '2' } });
    expect(made.tags).toMatchObject({ 'a-b': '1' });
    expect(made.diagnostics[0]?.summary).toContain('"a?b" was dropped');
  });

  it('hold for any tags and every type of the catalogue', () => {
    const anyTags = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 }), fc.string({ maxLength: 400 }), { maxKeys: 70 });
    const supports = [usual, few, ...allKinds().map((kind) => kind.tags).filter((support) => support.supported)];
    fc.assert(
      fc.property(anyTags, anyTags, fc.constantFrom(...supports), (userTags, manifestTags, support) => {
        const made = tagsFor({ ...facts, userTags, project: { ...facts.project, tags: manifestTags }, support }).tags;
        const names = Object.keys(made);
        expect(names.length).toBeLessThanOrEqual(support.max - 1);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
        for (const [name, value] of Object.entries(made)) {
          expect(name.length).toBeLessThanOrEqual(support.nameMax);
          expect(name).not.toMatch(support.colon ? /[<>%&\\?/]/ : /[<>%&\\?/:#]/);
          expect(value.length).toBeLessThanOrEqual(256);
          expect(value).not.toBe('');
        }
        expect(names).toContain(support.colon ? 'atakora:backend-hash' : 'atakora-backend-hash');
      }),
    );
  });
});

it('writes names of manifest fields in kebab-case', () => {
  expect(manifestTagName('costCenter')).toBe('atakora:cost-center');
  expect(manifestTagName('cost_center')).toBe('atakora:cost-center');
  expect(manifestTagName('atakora:owner')).toBe('atakora:owner');
  expect(manifestTagName('team.techLead')).toBe('atakora:team.tech-lead');
});
