import { describe, expect, it } from 'vitest';
import { checkName } from '../../src/define/naming.ts';
import { kindOf } from '../../src/resources/catalogue.ts';
import type { TestProject } from './project.ts';
import { changesOf, makeProject, manifest, realLikeManifest } from './project.ts';

const backend = `import { defineBackend, defineCrudApi, defineFunction, resource, defineInfrastructure } from 'atakora';
export const backend = defineBackend({
  notes: defineCrudApi({ entity: 'Note', fields: { text: 'string' } }),
  work: defineFunction({ entry: './work.ts', trigger: { type: 'queue', queue: 'work' } }),
  more: defineInfrastructure({
    resources: { identity: resource('Microsoft.ManagedIdentity/userAssignedIdentities', {}) },
    requires: [{ resourceType: 'storage', requirementKey: 'quarterly-archive-of-documents', config: {} }],
  }),
});
`;

interface Named {
  readonly address: string;
  readonly type: string;
  readonly name: string;
}

async function namesOf(project: TestProject, ...args: readonly string[]): Promise<readonly Named[]> {
  const { resources } = JSON.parse((await project.done('graph', '--local', '--json', ...args)).stdout) as { readonly resources: readonly Named[] };
  return resources;
}

const projects = {
  'multi-word': 'Customer Feedback Portal for Partners',
  'like it but for one word': 'Customer Feedback Portal for Patients',
  'like it but for case and blanks': 'customer-feedback-portal-for-partners',
  'one hundred characters': 'x'.repeat(100),
  'one hundred other characters': `${'x'.repeat(99)}y`,
  'letters beyond ASCII': 'Größenänderung Straßenbau Ω',
  'another script': '問い合わせ管理',
  'the same script': '在庫管理システム',
  'emoji and signs': '🚀 & <co> "quotes"',
  'digits first': '2026 budget',
  'reserved words': 'microsoft windows login',
} as const;

describe.concurrent('the Azure names of projects with any name', () => {
  it('are valid for every type, stable, and different between projects', async () => {
    const named = await Promise.all(
      Object.entries(projects).map(async ([what, project], at) => {
        const id = `0f0f0f0f-1234-4abc-8def-${String(at).padStart(12, '0')}`;
        const made = (): Promise<readonly Named[]> => namesOf(makeProject({ manifest: { ...manifest, project, id }, backend }), '--env', 'prod');
        const named = await made();
        if (at % 4 === 0) {
          expect(await made(), what).toEqual(named);
        }
        return [what, named] as const;
      }),
    );
    const owners = new Map<string, string>();
    for (const [what, resources] of named) {
      for (const { address, type, name } of resources) {
        const kind = kindOf(type);
        expect(kind, `${type} is in the catalogue`).toBeDefined();
        expect(kind === undefined ? 'unknown' : checkName(kind, name), `${what}: ${address} ${name}`).toBeUndefined();
        if (kind?.scope === 'resourceGroup' || kind?.scope === 'subscription') {
          const key = `${type}|${name}`.toLowerCase();
          expect(owners.get(key), `${name} of ${what} is the name of another`).toBeUndefined();
          owners.set(key, what);
        }
      }
    }
    expect(owners.size).toBeGreaterThan(projects['multi-word'].length);
  });

  it('apply on the local Azure, which holds them against its own rules', async () => {
    await makeProject({ manifest: { ...manifest, project: projects['letters beyond ASCII'] }, backend }).done('apply', '--local', '--yes');
  });
});

describe.concurrent('what was applied keeps its addresses and names', () => {
  it('when the project is renamed: only tags change', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend });
    await project.done('apply', '--yes');
    const before = Object.entries(project.state('dev').resources).map(([address, { name }]) => `${address} ${name}`);
    project.write('.atakora/manifest.json', JSON.stringify({ ...realLikeManifest, project: 'a-quite-different-name' }));
    const plan = await project.plan();
    expect(new Set(plan.changes.map(({ action }) => action.kind))).toEqual(new Set(['update', 'no-op']));
    expect(plan.changes.flatMap(({ properties }) => properties).filter(({ path }) => !path.startsWith('tags.'))).toEqual([]);
    await project.done('apply', '--yes');
    expect(Object.entries(project.state('dev').resources).map(([address, { name }]) => `${address} ${name}`)).toEqual(before);
    expect(changesOf(await project.plan())).toEqual([]);
  });

  it('when the folder moves and the order of the code changes: nothing changes', async () => {
    const project = makeProject({ backend });
    await project.done('apply', '--local', '--yes');
    const moved = project.copy();
    const lines = backend.split('\n');
    moved.write('atakora/backend.ts', [...lines.slice(0, 2), lines[3], lines[2], ...lines.slice(4)].join('\n'));
    expect(changesOf(await moved.plan('--local'))).toEqual([]);
  });

  it('in a twin as in the environment: the addresses are the same', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend });
    const [twin, real] = await Promise.all([project.done('graph', '--local', '--json'), project.done('graph', '--json')]);
    const addresses = (text: string): readonly string[] => (JSON.parse(text) as { readonly resources: readonly Named[] }).resources.map(({ address }) => address);
    expect(addresses(real.stdout)).toEqual(addresses(twin.stdout));
  });
});
