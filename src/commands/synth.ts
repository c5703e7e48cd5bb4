import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { prettyJson } from '../model/canonical-json.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { Synthesis } from '../model/synthesis.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { findState, refuseBroken } from '../platform/plan-project.ts';
import { openPorts } from '../platform/project-ports.ts';
import { openProject } from '../platform/project-session.ts';
import { synthesizeProject } from '../platform/synthesize-project.ts';
import { resolvePins } from '../state/lock-file.ts';
import { showFindings } from '../platform/show-findings.ts';

export const synth: Command = {
  name: 'synth',
  summary: 'write the ARM templates, nothing else',
  description: 'Writes one template and one parameter file per deployment, complete and ready for `az deployment`, and run.json beside them.',
  arguments: [],
  flags: [
    { name: 'out', type: 'string', value: 'DIR', summary: 'folder to write to (default .atakora/out/ENV)' },
    { name: 'stdout', type: 'boolean', summary: 'print all templates as one JSON document instead' },
  ],
  json: 'document',
  examples: ['atakora synth --local --out templates', 'atakora synth --env prod --stdout'],
  run: async (context) => {
    const session = await openProject(context);
    const pins = session.facts.state === undefined ? new Map() : resolvePins((await findState(session, openPorts(session, context.platform), context)).state, { version: 1, environments: {} }, session.facts.key);
    const { synthesis } = await synthesizeProject(context, session, pins);
    refuseBroken(synthesis, context);
    const warnings = showFindings(context, synthesis.diagnostics);
    if (context.flags['stdout'] === true) {
      context.platform.stdout.write(prettyJson(Object.fromEntries(synthesis.stacks.map((stack) => [stack.id, { template: stack.template, parameters: stack.parameters }])) as Json));
      return 0;
    }
    const folder = resolve(session.folder, textFlag(context, 'out') ?? join('.atakora', session.facts.twin ? 'local/out' : 'out', session.facts.key));
    const files = writeTemplates(folder, synthesis, context);
    context.output.document({ folder, files, warnings }, () => `${files.map((file) => `  ${file}`).join('\n')}\n${synthesis.stacks.length} templates with ${synthesis.resources.length} resources in ${folder}\n`);
    return 0;
  },
};

/** Writes templates, parameter files and run.json; only run.json names the run. @throws AtakoraError `ATK1901`. */
function writeTemplates(folder: string, synthesis: Synthesis, context: CommandContext): readonly string[] {
  const texts: [string, string][] = synthesis.stacks.flatMap((stack) => [
    [`${stack.id}.template.json`, prettyJson(stack.template)] as [string, string],
    [`${stack.id}.parameters.json`, prettyJson({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', contentVersion: '1.0.0.0', parameters: stack.parameters })] as [string, string],
  ]);
  const order = synthesis.stacks.map((stack) => ({ stack: stack.id, scope: stack.scope as unknown as Json, dependsOn: stack.dependsOn }));
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of texts) {
      writeFileSync(join(folder, name), text);
    }
    writeFileSync(join(folder, 'run.json'), prettyJson({ run: context.run, environment: synthesis.target.key, hash: synthesis.hash, deployments: order }));
  } catch (cause) {
    throw new AtakoraError('ATK1901', `${folder} cannot be written: ${cause instanceof Error ? cause.message.split(',')[0] : String(cause)}`, { cause });
  }
  return [...texts.map(([name]) => name), 'run.json'];
}
