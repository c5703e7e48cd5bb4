import { describe, expect, test } from 'vitest';
import { request, targetOf } from '../../define/providers/full-backend.fake.ts';
import type { ComponentDefinition } from '../../model/definition.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { SettingPlace } from './code-packages.ts';
import { component, composed, errorsOf } from './synth-case.fake.ts';
import { synthesize } from './synthesize.ts';

function code(id: string, key = 'main'): ComponentDefinition {
  return component(id, { requirements: [request(id, 'functions', { functions: [{ name: id, trigger: 'http' }] }, key)], notices: [{ code: 'ATK1310', summary: `the code of "${id}" is not published` }] });
}

function running(given: string | Readonly<Record<string, string>>): EnvironmentTarget {
  const target = targetOf('dev');
  return { ...target, settings: { ...target.settings, functionApp: { ...target.settings.functionApp, package: given } } };
}

const place: SettingPlace = { own: true, location: { file: 'atakora/backend.ts', line: 4 } };

function notices(components: readonly ComponentDefinition[], target: EnvironmentTarget): readonly string[] {
  return composed(components, { target }).diagnostics.filter(({ code: found }) => found === 'ATK1310').map(({ summary }) => summary);
}

describe('packages of function apps', () => {
  test('are in the synthesis with the id of their app and the place that names them, and in no template', () => {
    const synthesis = synthesize(composed([code('api')], { target: running('dist/app'), packagePlace: place }));
    const site = synthesis.resources.find(({ address }) => address === 'main/functions.main/app');
    expect(synthesis.packages).toEqual([{ address: 'main/functions.main/app', siteId: site?.id, path: 'dist/app', origin: place.location }]);
    expect(JSON.stringify(synthesis.stacks)).not.toContain('dist/app');
    expect(synthesize(composed([code('api')]))).not.toHaveProperty('packages');
  });

  test('of several apps are named by their keys, sorted by address', () => {
    const { packages = [] } = synthesize(composed([code('api'), code('jobs', 'jobs')], { target: running({ main: 'dist/api', jobs: 'dist/jobs.zip' }) }));
    expect(packages.map(({ address, path }) => `${address} ${path}`)).toEqual(['main/functions.jobs/app dist/jobs.zip', 'main/functions.main/app dist/api']);
  });

  test('for an app that the backend does not have are refused where the backend names them, and left alone where the project does', () => {
    const target = running({ main: 'dist/api', job: 'dist/jobs' });
    expect(errorsOf(composed([code('api'), code('jobs', 'jobs')], { target, packagePlace: place }))).toEqual(['ATK1308 functionApp.package names a package for the app "job", which backend main does not have']);
    const found = composed([code('api'), code('jobs', 'jobs')], { target, packagePlace: place }).diagnostics.find(({ severity }) => severity === 'error');
    expect(found).toMatchObject({ location: place.location, hint: expect.stringContaining('Did you mean "jobs"?') });
    expect(errorsOf(composed([code('api')], { target }))).toEqual([]);
    expect(errorsOf(composed([component('none', {})], { target: running('dist'), packagePlace: place }))).toHaveLength(1);
  });

  test('take away the notice of the components that they hold, and of no others', () => {
    expect(notices([code('api'), code('jobs', 'jobs')], targetOf('dev'))).toEqual(['the code of 2 components is not published: api, jobs']);
    expect(notices([code('api'), code('jobs', 'jobs')], running('dist'))).toEqual(['the code of "jobs" is not published']);
    expect(notices([code('api'), code('jobs', 'jobs')], running({ jobs: 'dist' }))).toEqual(['the code of "api" is not published']);
    expect(notices([code('api'), code('more')], running('dist'))).toEqual([]);
  });
});
