import type { PlantedFile } from './planted-lint.ts';

const imports = (...specifiers: readonly string[]): string => specifiers.map((specifier) => `import '${specifier}';\n`).join('');
const plant = (rule: string, file: string, ...specifiers: readonly string[]): PlantedFile => ({
  rule,
  file,
  content: imports(...specifiers),
});

/** At least one violation of every layer rule of `.dependency-cruiser.mjs`. */
export const plantedLayers: readonly PlantedFile[] = [
  plant('no-cycle', 'src/model/first.ts', './second.ts'),
  plant('no-unresolved', 'src/model/lost.ts', './nowhere.ts'),
  plant('no-own-package-name', 'src/commands/by-own-name.ts', 'atakora'),
  plant('model-imports-only-model', 'src/model/reaches-out.ts', '../arm/clean.ts'),
  plant('model-imports-only-model', 'src/model/reaches-package.ts', 'zod'),
  plant('model-imports-only-model', 'src/model/reaches-node.ts', 'node:fs'),
  { rule: 'model-imports-only-model', file: 'src/model/reaches-type.ts', content: "import type { Clean } from '../arm/clean.ts';\nexport type X = Clean;\n" },
  { rule: 'model-imports-only-model', file: 'src/model/reaches-lazily.ts', content: "export const x = (): unknown => import('../arm/clean.ts');\n" },
  plant('arm-imports-only-model', 'src/arm/reaches-out.ts', '../engine/plan/clean.ts'),
  plant('resources-import-only-model', 'src/resources/reaches-out.ts', '../define/clean.ts'),
  plant('define-imports-only-model-and-resources', 'src/define/reaches-out.ts', '../arm/clean.ts'),
  plant('settings-schema-imports-only-model-and-zod', 'src/define/settings-schema.ts', './clean.ts'),
  plant('ports-import-only-model', 'src/engine/ports.ts', './plan/clean.ts'),
  plant('plan-and-synth-import-only-pure-code', 'src/engine/plan/reaches-apply.ts', '../apply/clean.ts'),
  plant('plan-and-synth-import-only-pure-code', 'src/engine/synth/reaches-load.ts', '../load/clean.ts'),
  plant('engine-imports-only-inner-layers', 'src/engine/apply/reaches-state.ts', '../../state/clean.ts'),
  plant('engine-imports-only-inner-layers', 'src/engine/apply/reaches-node.ts', 'node:fs'),
  plant('load-imports-only-inner-layers-and-parsers', 'src/engine/load/reaches-ui.ts', '../../ui/clean.ts'),
  plant('state-imports-only-ports', 'src/state/reaches-engine.ts', '../engine/plan/clean.ts'),
  plant('secrets-import-only-ports', 'src/secrets/reaches-state.ts', '../state/clean.ts'),
  plant('azure-imports-only-ports-and-local', 'src/azure/reaches-engine.ts', '../engine/apply/clean.ts'),
  plant('local-imports-only-ports-and-resources', 'src/local/reaches-define.ts', '../define/clean.ts'),
  plant('local-is-reached-only-through-azure', 'src/platform/reaches-local.ts', '../local/clean.ts'),
  plant('azure-sdk-only-in-azure', 'src/platform/reaches-sdk.ts', '@azure/identity'),
  plant('ui-imports-only-model', 'src/ui/plain/reaches-engine.ts', '../../engine/ports.ts'),
  plant('view-model-imports-only-model', 'src/ui/view-model-reaches-view.ts', './clean.ts'),
  plant('ink-only-in-ui-ink', 'src/commands/reaches-ink.ts', 'ink'),
  plant('ink-only-in-ui-ink', 'src/ui/plain/reaches-react.ts', 'react'),
  plant('ui-ink-is-loaded-lazily', 'src/commands/loads-ink-early.ts', '../ui/ink/clean.ts'),
  plant('listr-only-in-ui-plain', 'src/ui/ink/reaches-listr.ts', 'listr2'),
  plant('commands-never-import-each-other', 'src/commands/reaches-command.ts', './clean.ts'),
  plant('inner-layers-never-import-commands-or-platform', 'src/state/reaches-platform.ts', '../platform/clean.ts'),
  plant('runtime-imports-only-model', 'src/runtime/reaches-engine.ts', '../engine/ports.ts'),
  plant('library-entry-only-from-outside', 'src/commands/reaches-index.ts', '../index.ts'),
  plant('no-test-code-in-the-product', 'src/state/reaches-test.ts', './clean.test.ts'),
];

const clean = 'export interface Clean {\n  readonly x: number;\n}\n';

/** What the layers allow, and the files that the violations above import; the layer gate must say nothing about them. */
export const cleanOfLayers: Readonly<Record<string, string>> = {
  'src/model/second.ts': "import type {} from './first.ts';\n",
  'src/index.ts': imports('./define/clean.ts'),
  'src/arm/clean.ts': clean,
  'src/resources/clean.ts': imports('../model/clean.ts'),
  'src/define/clean.ts': imports('../model/clean.ts', '../resources/clean.ts'),
  'src/model/clean.ts': clean,
  'src/engine/plan/clean.ts': imports('../ports.ts', '../../arm/clean.ts', '../../define/clean.ts'),
  'src/engine/apply/clean.ts': imports('../plan/clean.ts', '../../model/clean.ts'),
  'src/engine/load/clean.ts': imports('node:fs', 'cosmiconfig', '../../define/clean.ts'),
  'src/state/clean.ts': imports('../engine/ports.ts', 'node:fs', 'zod'),
  'src/state/clean.test.ts': imports('../engine/apply/clean.ts', '../platform/clean.ts'),
  'src/azure/clean.ts': `${imports('@azure/identity', '../arm/clean.ts')}export const local = (): unknown => import('../local/clean.ts');\n`,
  'src/local/clean.ts': imports('../resources/clean.ts', '../arm/clean.ts', 'node:fs'),
  'src/ui/clean.ts': imports('../model/clean.ts'),
  'src/ui/ink/clean.ts': imports('ink', 'react', '../clean.ts'),
  'src/ui/plain/clean.ts': imports('listr2', 'diff'),
  'src/commands/clean.ts': `${imports('../engine/apply/clean.ts', '../state/clean.ts')}export const show = (): unknown => import('../ui/ink/clean.ts');\n`,
  'src/platform/clean.ts': imports('../azure/clean.ts', 'node:fs'),
};
