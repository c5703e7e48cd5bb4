import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { genericKind } from '../resources/generic-kind.ts';
import { ownKinds } from '../resources/own-kinds.ts';
import type { NamingRule, ResourceKind } from '../resources/resource-kind.ts';
import { builtInEnvironments } from './built-in-environments.ts';
import type { NameFacts } from './naming.ts';
import { checkName, computeName } from './naming.ts';
import { regionNames } from './region-names.ts';

type NamedKind = Pick<ResourceKind, 'type' | 'scope' | 'naming'>;

function sample(abbreviation: string, minLength: number, maxLength: number, pattern: RegExp, rest: Partial<NamingRule> = {}): NamedKind {
  const naming: NamingRule = { abbreviation, minLength, maxLength, pattern, separator: '-', lowerCase: false, unique: 'resourceGroup', source: 'test', ...rest };
  return { type: `Test/${abbreviation}`, scope: 'resourceGroup', naming };
}

const samples: readonly NamedKind[] = [
  sample('st', 3, 24, /^[a-z0-9]+$/, { separator: '', lowerCase: true, unique: 'global' }),
  sample('cr', 5, 50, /^[A-Za-z0-9]+$/, { separator: '', unique: 'global' }),
  sample('kv', 3, 24, /^(?!.*--)[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/, { unique: 'global' }),
  sample('cosno', 3, 44, /^[a-z0-9-]+$/, { lowerCase: true, unique: 'global' }),
  sample('func', 2, 60, /^[A-Za-z0-9-]+$/, { unique: 'global' }),
  sample('rg', 1, 90, /^[A-Za-z0-9_.()-]*[A-Za-z0-9_()-]$/, { unique: 'subscription' }),
  sample('id', 3, 128, /^[A-Za-z0-9_-]+$/),
  sample('ca', 2, 32, /^[a-z][a-z0-9-]*[a-z0-9]$/, { lowerCase: true }),
  sample('fdfp', 1, 128, /^[A-Za-z][A-Za-z0-9]*$/, { separator: '' }),
];

const named = ownKinds.filter((kind) => kind.scope === 'resourceGroup' || kind.scope === 'subscription');
const kinds: readonly NamedKind[] = [...samples, ...named, genericKind('Microsoft.SignalRService/signalR', '2024-03-01')];

const facts: NameFacts = {
  projectId: '5b0e8f1c-7d0a-4f0b-9c53-0d9b9a6d3a11',
  project: 'feedback',
  backend: 'main',
  environment: 'dev',
  subscriptionId: '22222222-2222-4222-8222-222222222222',
  location: 'westeurope',
};

const kindOf = (abbreviation: string): NamedKind => samples.find((kind) => kind.naming.abbreviation === abbreviation) as NamedKind;
const nameOf = (abbreviation: string, changes: Partial<NameFacts> = {}): string => computeName(kindOf(abbreviation), { ...facts, ...changes }).name;

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('', '   ', 'My Great Customer Feedback Portal', 'x', '日本語', 'Zürich', 'a--b', 'microsoft windows', 'login', 'MAIN', '-', 'a'.repeat(200), 'feedback api', 'feedback-api', 'FeedbackApi'),
);
const anyFacts: fc.Arbitrary<NameFacts> = fc.record({
  projectId: fc.uuid(),
  project: anyText,
  backend: fc.oneof(fc.constant('main'), anyText),
  environment: fc.oneof(fc.constantFrom(...Object.keys(builtInEnvironments)), anyText),
  subscriptionId: fc.uuid(),
  location: fc.constantFrom(...regionNames.map((region) => region.name)),
  purpose: fc.oneof(fc.constant('main'), anyText),
  generation: fc.integer({ min: 1, max: 150 }),
});

describe('computed names', () => {
  it('are in the form that people expect where nothing stands against it', () => {
    expect(nameOf('rg')).toBe('rg-feedback-dev-weu-01');
    expect(nameOf('id', { purpose: 'reports' })).toBe('id-feedback-reports-dev-weu-01');
    expect(nameOf('func')).toMatch(/^func-feedback-dev-weu-[a-z2-7]{5}-01$/);
    expect(nameOf('st')).toMatch(/^stfeedbackdevweu[a-z2-7]{5}01$/);
    expect(nameOf('id', { generation: 2 })).toBe('id-feedback-dev-weu-02');
    expect(nameOf('id', { location: 'West US 3', environment: 'prod' })).toBe('id-feedback-prod-wus3-01');
  });

  it('are valid for every rule, whatever the project is called', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anyFacts, (kind, any) => {
        const { name } = computeName(kind, any);
        expect(checkName(kind, name), `${kind.type}: ${name}`).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });

  it('are the same for the same facts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anyFacts, (kind, any) => {
        expect(computeName(kind, { ...any })).toEqual(computeName(kind, { ...any }));
      }),
    );
  });

  it('differ when the project, backend, environment, region, purpose or generation differs', () => {
    const changes: fc.Arbitrary<Partial<NameFacts>> = fc.oneof(
      fc.record({ purpose: anyText }),
      fc.record({ environment: anyText }),
      fc.record({ backend: anyText }),
      fc.record({ project: anyText }),
      fc.record({ generation: fc.integer({ min: 1, max: 99 }) }),
      fc.record({ location: fc.constantFrom(...regionNames.map((region) => region.name)) }),
    );
    const same = (left: NameFacts, right: NameFacts): boolean =>
      (['backend', 'environment', 'project', 'location', 'generation'] as const).every((key) => left[key] === right[key]) &&
      (left.purpose || 'main') === (right.purpose || 'main');
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anyFacts, changes, (kind, any, change) => {
        const other = { ...any, ...change };
        fc.pre(!same(any, other));
        expect(computeName(kind, other).name).not.toBe(computeName(kind, any).name);
      }),
      { numRuns: 3000 },
    );
  });

  it('tell apart what reads the same when it is joined', () => {
    for (const { naming } of samples) {
      const { abbreviation } = naming;
      const readAlike = [
        nameOf(abbreviation, { project: 'shop-api', projectId: 'a' }),
        nameOf(abbreviation, { project: 'shop', projectId: 'b', backend: 'api' }),
        nameOf(abbreviation, { project: 'Shop Api', projectId: 'c' }),
        nameOf(abbreviation, { project: 'shopApi', projectId: 'd' }),
      ];
      expect(new Set(readAlike).size, readAlike.join()).toBe(readAlike.length);
      const inOneProject = [nameOf(abbreviation, { backend: 'reports' }), nameOf(abbreviation, { purpose: 'reports' }), nameOf(abbreviation, { purpose: 're-ports' }), nameOf(abbreviation, { purpose: 'reports', environment: 'dev-2' })];
      expect(new Set(inOneProject).size, inOneProject.join()).toBe(inOneProject.length);
    }
    expect(nameOf('rg', { project: 'shop', environment: 'x-y' })).not.toBe(nameOf('rg', { project: 'shop-x', environment: 'y' }));
    expect(nameOf('rg', { project: 'shop', purpose: 'api' })).not.toBe(nameOf('rg', { project: 'shop-api' }));
  });

  it('keep environment, region, hash and instance when they must be short', () => {
    for (const environment of Object.keys(builtInEnvironments)) {
      const long = { environment, project: 'my-very-long-project-name-that-never-ends', backend: 'customer-facing', purpose: 'reporting-archive' };
      expect(nameOf('kv', long)).toMatch(new RegExp(`^kv-(?:[a-z-]+-)?${environment}-weu-[a-z2-7]{5}-01$`));
      expect(nameOf('st', long)).toMatch(new RegExp(`^st[a-z]*${environment}weu[a-z2-7]{5}01$`));
    }
  });

  it('say when something was left out', () => {
    expect(computeName(kindOf('kv'), { ...facts, project: 'x'.repeat(30) }).shortened).toBe(true);
    expect(computeName(kindOf('rg'), facts).shortened).toBe(false);
  });

  it('of children are what their definition says, or near it where the rule refuses that', () => {
    const child: NamedKind = { type: 'Test/parent/child', scope: 'child', naming: { ...kindOf('st').naming, abbreviation: '', maxLength: 63, pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/, unique: 'parent' } };
    expect(computeName(child, { ...facts, purpose: 'uploads' })).toEqual({ name: 'uploads', shortened: false });
    const bent = computeName(child, { ...facts, purpose: 'Überraschung Box' });
    expect(bent.name).toMatch(/^uberraschung-box-[a-z2-7]{5}$/);
    expect(computeName(child, { ...facts, purpose: 'überraschung box' }).name).not.toBe(bent.name);
  });

  it('end in an error with a way out where a rule has no room', () => {
    const tiny = sample('verylongabbreviation', 1, 12, /^[a-z]+$/);
    expect(() => computeName(tiny, facts)).toThrow(expect.objectContaining({ code: 'ATK1313', hint: expect.stringContaining('`names`') }));
  });
});

describe('checking a name', () => {
  it('says why Azure would refuse it', () => {
    expect(checkName(kindOf('kv'), 'kv')).toBe('it has 2 characters, 3 to 24 are allowed');
    expect(checkName(kindOf('st'), 'My-Store')).toContain('it does not match');
    expect(checkName(kindOf('func'), 'func-windows-agent')).toBe('"windows" is a reserved word');
    expect(checkName(kindOf('func'), 'login-func')).toBe('"login" is a reserved word');
    expect(checkName(kindOf('id'), 'windows-agent')).toBeUndefined();
  });

  it('takes the whole name also when the pattern has no anchors', () => {
    expect(checkName(sample('x', 1, 20, /[a-z]+/), 'abc DEF')).toContain('it does not match');
  });

  it('looks at the last segment of a child and lets expressions pass', () => {
    expect(checkName(kindOf('st'), 'Some-Account/default/uploads')).toBeUndefined();
    expect(checkName(kindOf('st'), "[guid('a', 'b')]")).toBeUndefined();
  });
});
