import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseManifest } from '../engine/load/manifest.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { toAnswers, toDraft } from '../ui/wizard/answers.ts';
import { createQuestions } from '../ui/wizard/questions.ts';
import { answerUnasked } from '../ui/wizard/unasked.ts';
import { detectAnswers } from './detect-answers.ts';
import { changedManifest, freshManifest } from './init-manifest.ts';
import { wizardRegions } from './wizard-regions.ts';

const manifestFile = '.atakora/manifest.json';

/** The answers of somebody who takes everything as it is. */
function unchanged(text: string): Answers {
  const detected = detectAnswers('folder', new Map([[manifestFile, text]]));
  const questions = createQuestions({ detected, regions: wizardRegions([], detected.location), templates: [], project: { hasBackend: true, environments: ['dev', 'qa', 'staging', 'prod'] } });
  const result = answerUnasked(questions, {}, true);
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return result.answers;
}

const guid = fc.uuid();
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/);
const place = fc.record({ subscriptionId: guid, tenantId: guid, location: fc.constantFrom('northeurope', 'West Europe', 'usgovvirginia', 'somewhere new'), protected: fc.boolean() }, { requiredKeys: [] });
const tagValue = fc.oneof(fc.string({ maxLength: 300 }), fc.integer(), fc.boolean(), fc.record({ team: fc.string() }));
const manifest = fc.record(
  {
    schema: fc.constant(1),
    id: fc.constant('0f1e2d3c'),
    project: fc.constantFrom('shop', 'Größe 日本', 'My Shop & Söhne', 'a'.repeat(100)),
    organization: fc.constantFrom('Contoso', 'Anna\'s', ' x '),
    environment: fc.constantFrom('dev', 'qa', 'prod'),
    location: fc.constantFrom('westeurope', 'West Europe', 'WESTEUROPE', 'usgovvirginia', 'moonbase'),
    subscriptionId: guid,
    tenantId: guid,
    cloud: fc.constantFrom('AzureCloud', 'local'),
    state: fc.oneof(fc.constant('local'), fc.constant({ backend: 'azure-blob', account: 'mystate0001', container: 'states' })),
    environments: fc.dictionary(name, place, { maxKeys: 4 }),
    costCenter: tagValue,
    'a=b,c': fc.string({ minLength: 1 }),
    'team.name': fc.string(),
  },
  { requiredKeys: ['schema', 'id', 'project'] },
);

/** The manifest as somebody may have written it. */
const written = fc.record({ value: manifest, indent: fc.constantFrom('', '  ', '\t', '    '), crlf: fc.boolean(), comment: fc.boolean(), mark: fc.boolean() }).map(({ comment, crlf, indent, mark, value }) => {
  const json = JSON.stringify(value, null, indent);
  const text = `${comment ? json.replace('{', '{ // ours\n') : json}\n`;
  return `${mark ? '\uFEFF' : ''}${crlf ? text.replaceAll('\n', '\r\n') : text}`;
});

/** Those that the program reads at all; environments of the state setting and misspelt fields are told elsewhere. */
const readable = written.filter((text) => {
  try {
    parseManifest(text);
    return true;
  } catch {
    return false;
  }
});

describe('the manifest of a project that is changed', () => {
  test('stays byte for byte what it is when every answer is taken as it stands', () => {
    fc.assert(fc.property(readable, (text) => void expect(changedManifest(unchanged(text), text)).toBe(text)), { numRuns: 300 });
  });

  test('says what was answered, whatever it said before, and is then what it stays', () => {
    const answers = fc.record({ project: fc.constantFrom('books', 'Bücher'), organization: fc.constantFrom('', 'Acme'), location: fc.constantFrom('northeurope', ''), environments: fc.uniqueArray(fc.constantFrom('dev', 'qa', 'eu-prod'), { minLength: 1 }), tags: fc.constantFrom('', 'owner=anna', 'costCenter=7, x=y') });
    fc.assert(
      fc.property(readable, answers, (text, { environments, ...given }) => {
        const wanted = toAnswers({ ...toDraft(unchanged(text)), ...given, environments, defaultEnvironment: environments[0] ?? '' });
        const after = changedManifest(wanted, text);
        const { manifest: said } = parseManifest(after);
        expect(said.project).toBe(given.project);
        expect(said.organization ?? '').toBe(given.organization);
        expect(said.location ?? '').toBe(given.location);
        expect(Object.keys(said.environments ?? {}).sort()).toEqual(environments.toSorted());
        expect(said.environment).toBe(environments[0]);
        expect(detectAnswers('', new Map([[manifestFile, after]])).tags).toEqual(wanted.tags);
        expect(said.id).toBe('0f1e2d3c');
        // What kept its environment kept what it says.
        const before = parseManifest(text).manifest.environments ?? {};
        for (const kept of environments) expect(said.environments?.[kept]).toEqual(before[kept] ?? {});
        expect(changedManifest(unchanged(after), after)).toBe(after);
      }),
      { numRuns: 200 },
    );
  });

  test('keeps comments, order and line ends around what changes and what goes', () => {
    const before = '{\r\n  // who we are\r\n  "schema": 1, "id": "0f1e2d3c",\r\n  "project": "shop", // the name\r\n  "organization": "Contoso",\r\n  "owner": "anna", // of the budget\r\n  "location": "West Europe",\r\n  "environments": {\r\n    "dev": {}, // small\r\n    "qa": { "protected": true },\r\n    "prod": {}\r\n  },\r\n  "environment": "dev"\r\n}\r\n';
    const answers = { ...unchanged(before), project: 'books', tags: {}, environments: ['dev', 'prod', 'eu'], location: 'northeurope' };
    expect(changedManifest(answers, before)).toBe(
      '{\r\n  // who we are\r\n  "schema": 1, "id": "0f1e2d3c",\r\n  "project": "books", // the name\r\n  "organization": "Contoso",\r\n  // of the budget\r\n  "location": "northeurope",\r\n  "environments": {\r\n    "dev": {}, // small\r\n    "prod": {},\r\n    "eu": {}\r\n  },\r\n  "environment": "dev"\r\n}\r\n',
    );
  });

  test('loses subscription and tenant together, and keeps a state that is named', () => {
    const before = '{ "schema": 1, "id": "0f1e2d3c", "project": "shop", "subscriptionId": "22222222-2222-4222-8222-222222222222", "tenantId": "99999999-9999-4999-8999-999999999999", "state": { "backend": "azure-blob", "account": "mystate0001", "container": "states" } }\n';
    const { subscriptionId: _gone, tenantId: _tenant, ...rest } = unchanged(before);
    expect(parseManifest(changedManifest(rest, before)).manifest).not.toHaveProperty('tenantId');
    expect(changedManifest({ ...unchanged(before), project: 'books' }, before)).toContain('"mystate0001"');
    expect(JSON.parse(changedManifest({ ...unchanged(before), state: 'local' }, before))).toMatchObject({ state: 'local' });
  });
});

test('a fresh manifest is what it stays', () => {
  const text = freshManifest({ project: 'Größe', template: 'uploads', location: 'westeurope', environments: ['dev'], defaultEnvironment: 'dev', tags: { owner: 'anna, ben' } }, '0f1e2d3c-0000');
  expect(changedManifest(unchanged(text), text)).toBe(text);
});
