/**
 * Which folder may import which. The picture, from the inside out:
 * `model` <- `arm`, `define`, `resources` <- `engine` <- `state`, `secrets`, `azure`, `local` (by ports only)
 * <- `ui` (model only) <- `commands`, `platform`.
 *
 * A layer is given as an allow list (`layer` below): whatever is not named is refused, so that a new folder or a new
 * library has to be let in on purpose. Tests beside the source may import what they like; they ship to nobody.
 */

/** Stands in an allow list for the modules of Node itself. */
const node = 'node:*';

const tests = '(^test/|\\.test\\.tsx?$|\\.test-d\\.ts$|\\.fake\\.ts$)';

/**
 * A rule that lets the files under `from` import only files and packages that match one of `allowed`.
 * @param {string} name @param {string} comment @param {string} from @param {readonly string[]} allowed
 */
function layer(name, comment, from, allowed) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: {
      pathNot: allowed.filter((pattern) => pattern !== node),
      // `no-unresolved` reports those, with the better reason.
      couldNotResolve: false,
      ...(allowed.includes(node) ? { dependencyTypesNot: ['core'] } : {}),
    },
  };
}

const model = '^src/model/';
const ports = '^src/engine/(?:ports|blob-container|azure-questions|function-apps|secret-vault)\\.ts$';
const zod = '^node_modules/zod/';

export default {
  forbidden: [
    {
      name: 'no-cycle',
      comment:
        'Files that import each other can only be understood, tested and loaded together. Type imports count: they tie just as much of the code into one knot, and turn into real cycles with one edit.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that resolves to nothing is invisible to every other rule here.',
      severity: 'error',
      from: { path: '^(src|bin|build|bench|test)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-own-package-name',
      comment: 'Importing the package by its own name hides cycles and layers from this tool, and needs a build to work.',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: tests },
      to: { path: '(^atakora$|^dist/|^node_modules/atakora/)', dependencyTypesNot: ['core'] },
    },
    layer(
      'model-imports-only-model',
      'Everything depends on the model, so whatever the model imported would be a dependency of everything.',
      model,
      [model],
    ),
    layer(
      'arm-imports-only-model',
      'The template language is a pure function of a template; it is shared by synthesis, the plan and the local Azure.',
      '^src/arm/',
      ['^src/arm/', model],
    ),
    layer(
      'resources-import-only-model',
      'A resource kind is data about Azure: it knows neither who defines it nor what is done with it.',
      '^src/resources/',
      ['^src/resources/', model],
    ),
    layer(
      'define-imports-only-model-and-resources',
      'What a user imports must be pure and light: it runs inside the user\'s own module.',
      '^src/define/(?!settings-schema\\.ts$)',
      ['^src/define/', '^src/resources/', model],
    ),
    layer(
      'settings-schema-imports-only-model-and-zod',
      'Settings come from files and are parsed once; the library that users import never loads this file.',
      '^src/define/settings-schema\\.ts$',
      [model, zod],
    ),
    layer(
      'ports-import-only-model',
      'A port that mentioned an implementation would bind every adapter to it.',
      ports,
      [model, ports],
    ),
    layer(
      'plan-and-synth-import-only-pure-code',
      'Synthesis and the plan are functions of their input: they run without files, network and clock, and are tested so.',
      '^src/engine/(synth|plan|drift)/',
      ['^src/engine/(synth|plan|drift)/', ports, '^src/arm/', '^src/define/', '^src/resources/', model],
    ),
    layer(
      'engine-imports-only-inner-layers',
      'The engine reaches the world through its ports; an adapter or a file system imported here could not be replaced in a test.',
      '^src/engine/(?!(?:ports|blob-container|azure-questions|function-apps|secret-vault)\\.ts$|synth/|plan/|drift/|load/)',
      ['^src/engine/', '^src/arm/', '^src/define/', '^src/resources/', model, zod],
    ),
    layer(
      'load-imports-only-inner-layers-and-parsers',
      'Loading reads the user\'s files and modules: it is the one part of the engine that needs Node and parsers.',
      '^src/engine/load/',
      ['^src/engine/', '^src/arm/', '^src/define/', '^src/resources/', model, node, zod, '^node_modules/(cosmiconfig|fflate|jsonc-parser|sucrase)/'],
    ),
    layer(
      'state-imports-only-ports',
      'An adapter knows the port that it fills and nothing of the engine that uses it.',
      '^src/state/',
      ['^src/state/', '^src/arm/', model, ports, node, zod],
    ),
    layer(
      'secrets-import-only-ports',
      'An adapter knows the port that it fills and nothing of the engine that uses it.',
      '^src/secrets/',
      // A file that processes share is locked and replaced in one way in the whole product.
      ['^src/secrets/', '^src/state/(?:durable-file|exclusive-file|process-alive|process-start)\\.ts$', '^src/arm/', model, ports, node, zod],
    ),
    layer(
      'azure-imports-only-ports-and-local',
      'Azure and its local twin stand behind one port. The local Azure is the SDKs\' transport, so only this folder may choose it.',
      '^src/azure/',
      ['^src/azure/', '^src/local/', '^src/arm/', model, ports, node, zod, '^node_modules/@(azure|azure-rest|typespec)/'],
    ),
    layer(
      'local-imports-only-ports-and-resources',
      'The local Azure answers as Azure does: it may know the template language and the resource kinds, never our engine.',
      '^src/local/',
      ['^src/local/', '^src/arm/', '^src/resources/', model, ports, node, zod],
    ),
    {
      name: 'local-is-reached-only-through-azure',
      comment: 'Code that asked the local Azure directly would be code that never ran against the real one.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(azure|local)/', tests] },
      to: { path: '^src/local/' },
    },
    {
      name: 'azure-sdk-only-in-azure',
      comment: 'One folder knows the SDKs: their types, retries and errors end there, and nothing else pays for loading them.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/azure/', tests] },
      to: { path: '(^node_modules/@(azure|azure-rest|typespec)/|^@(azure|azure-rest|typespec)/)' },
    },
    layer(
      'ui-imports-only-model',
      'A view is a function of events. One that reached the engine could change what it shows.',
      '^src/ui/',
      ['^src/ui/', model, node, '^node_modules/(ink|ink-select-input|react|listr2|diff|@types/react|@inquirer/[a-z-]+)/'],
    ),
    {
      name: 'view-model-imports-only-model',
      comment: 'The view model is the pure part of the views: every view, and a replayed run, goes through it.',
      severity: 'error',
      from: { path: '^src/ui/view-model[^/]*\\.ts$', pathNot: tests },
      to: { pathNot: ['^src/ui/view-model[^/]*\\.ts$', model] },
    },
    {
      name: 'ink-only-in-ui-ink',
      comment: 'Ink and React cost 70 ms to load and need a terminal; whoever imports them elsewhere takes both to every command.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/ui/ink/', tests] },
      to: { path: '(^node_modules/(ink|ink-select-input|react|@types/react)/|^(ink|ink-select-input|react)$)' },
    },
    {
      name: 'ui-ink-is-loaded-lazily',
      comment: 'A static import of an Ink view from outside loads Ink and React at start-up, also for `plan --json`. A type import costs nothing.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/ui/ink/', tests] },
      to: { path: '^src/ui/ink/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'listr-only-in-ui-plain',
      comment: 'The plain view is the only one that draws with listr2.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/ui/plain/', tests] },
      to: { path: '(^node_modules/listr2/|^listr2$)' },
    },
    {
      name: 'commands-never-import-each-other',
      comment: 'A command is loaded alone; what two of them need belongs to a layer below.',
      severity: 'error',
      // The table is what loads them, each when it runs.
      from: { path: '^src/commands/([^/.]+)', pathNot: `${tests}|^src/commands/index\\.ts$` },
      to: {
        path: '^src/commands/',
        // A command with verbs has a file for each, named after it: `local.ts` loads `local-start.ts`.
        pathNot: ['^src/commands/$1', '^src/commands/command\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'inner-layers-never-import-commands-or-platform',
      comment: 'Commands and the platform see everybody; if anybody saw them back, nothing could be used without the terminal.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(commands|platform)/', tests] },
      to: { path: '^src/(commands|platform)/' },
    },
    layer(
      'runtime-imports-only-model',
      'What runs inside the Function App is bundled into it; the tool must not come along.',
      '^src/runtime/',
      ['^src/runtime/', model, node, zod],
    ),
    {
      name: 'library-entry-only-from-outside',
      comment: '`src/index.ts` is the only barrel and belongs to the users of the library; inside, import the file that has the thing.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^src/index\\.tsx?$' },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'A product file that imports a test, a fake or a bench ships it.',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: tests },
      to: { path: [tests, '^(bench|test|build)/'] },
    },
  ],
  options: {
    // Type imports are imports: counted for layers and for cycles.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
