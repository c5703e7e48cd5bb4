import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveSettings } from '../../src/define/environments.ts';
import { builtinProviders } from '../../src/define/providers/builtin-providers.ts';
import { resolveTarget, withSettings } from '../../src/engine/load/environment-target.ts';
import { loadDefinition } from '../../src/engine/load/load-definition.ts';
import { parseManifest } from '../../src/engine/load/manifest.ts';
import { compose } from '../../src/engine/synth/compose.ts';
import { synthesize } from '../../src/engine/synth/synthesize.ts';
import type { Synthesis } from '../../src/model/synthesis.ts';

// A process of its own: Vitest would resolve and transform the imports of a user's backend, which the loader must do itself.

/** Loads the project of a folder and synthesizes it for an environment's twin on the local Azure, without configuration. */
async function synthesizeFolder(folder: string, environment: string): Promise<Synthesis> {
  const { manifest, project } = parseManifest(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8'));
  const facts = resolveTarget(manifest, { environment, from: 'flag', twin: true }, []);
  const { definition, providers } = await loadDefinition({ folder, packages: project.packages, libraryUrl: new URL('../../src/index.ts', import.meta.url).href });
  const target = withSettings(facts, resolveSettings(environment, []).settings);
  const graph = compose({
    project,
    definition,
    target,
    targetFor: () => ({ target, diagnostics: [] }),
    providersFor: (backend) => [...(providers.get(backend.name) ?? []), ...builtinProviders],
    namingFor: () => undefined,
    pins: new Map(),
  });
  return synthesize(graph);
}

const [folder = '', ...environments] = process.argv.slice(2);
const found = [];
for (const environment of environments) {
  const { diagnostics, resources } = await synthesizeFolder(folder, environment);
  found.push({ environment, errors: diagnostics.filter((finding) => finding.severity === 'error'), addresses: resources.map((resource) => resource.address) });
}
process.stdout.write(JSON.stringify(found));
