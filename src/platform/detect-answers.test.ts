import { describe, expect, test } from 'vitest';
import { detectAnswers } from './detect-answers.ts';

describe('what a folder tells', () => {
  test.each([
    ['Feedback Portal', 'feedback-portal'],
    ['my_app.v2', 'my-app-v2'],
    ['2024-shop', 'shop'],
    [`${'a'.repeat(39)}-tail`, 'a'.repeat(39)],
  ])('of "%s" is the project name "%s"', (folder, project) => {
    expect(detectAnswers(folder, new Map())).toEqual({ project });
  });

  test('is nothing where the name has no letters', () => {
    expect(detectAnswers('1234', new Map())).toEqual({});
  });

  test('is what an existing manifest says', () => {
    const manifest = '{ "schema": 1, "id": "0f1e2d3c", "project": "shop", "organization": "Contoso", "location": "westeurope", "environment": "qa", "environments": { "qa": {}, "prod": {} }, "costCenter": 42, "owner": { "team": "web" } }';
    expect(detectAnswers('other', new Map([['.atakora/manifest.json', manifest]]))).toEqual({ project: 'shop', organization: 'Contoso', location: 'westeurope', environments: ['qa', 'prod'], defaultEnvironment: 'qa', tags: { costCenter: '42' } });
  });
});
