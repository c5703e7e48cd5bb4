import type { Json } from '../model/json.ts';
import { AtakoraError } from '../model/errors.ts';
import type { SynthesizedResource } from '../model/synthesis.ts';
import type { Command } from '../platform/command.ts';
import { textFlag } from '../platform/command-context.ts';
import { refuseBroken } from '../platform/plan-project.ts';
import { openProject } from '../platform/project-session.ts';
import { synthesizeProject } from '../platform/synthesize-project.ts';
import { directEdges } from '../ui/text/direct-edges.ts';

const formats = ['tree', 'mermaid', 'dot', 'json'] as const;

export const graph: Command = {
  name: 'graph',
  summary: 'show the resource graph',
  description: 'Prints what depends on what: as a tree by stack, as Mermaid or DOT text, or as JSON. Edges that follow from others are left out of the drawings.',
  arguments: [],
  flags: [{ name: 'format', type: 'string', value: 'FORMAT', summary: 'tree, mermaid, dot or json' }],
  json: 'document',
  examples: ['atakora graph --local', 'atakora graph --local --format mermaid > graph.mmd'],
  run: async (context) => {
    const given = context.options.json ? 'json' : (textFlag(context, 'format') ?? 'tree');
    const format = formats.find((candidate) => candidate === given);
    if (format === undefined) {
      throw new AtakoraError('ATK1002', `--format ${given} is not one of ${formats.join(', ')}`);
    }
    const session = await openProject(context);
    const { synthesis } = await synthesizeProject(context, session, new Map());
    refuseBroken(synthesis, context);
    const order = new Map(synthesis.stacks.map((stack, at) => [stack.id, at]));
    const resources = [...synthesis.resources].sort((a, b) => (order.get(a.stack) ?? 0) - (order.get(b.stack) ?? 0));
    context.platform.stdout.write(draw(format, resources));
    return 0;
  },
};

function draw(format: (typeof formats)[number], resources: readonly SynthesizedResource[]): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(asJson(resources), null, 2)}\n`;
    case 'tree':
      return tree(resources);
    case 'mermaid':
      return drawing(resources, 'flowchart LR', (id, resource) => `  ${id}["${resource.address}"]`, (from, to) => `  ${from} --> ${to}`, '');
    case 'dot':
      return drawing(resources, 'digraph backend {\n  rankdir=LR;', (id, resource) => `  ${id} [label="${resource.address}"];`, (from, to) => `  ${from} -> ${to};`, '}\n');
  }
}

function asJson(resources: readonly SynthesizedResource[]): Json {
  return { resources: resources.map(({ address, type, name, stack, dependsOn }) => ({ address, type, name, stack, dependsOn })) };
}

function tree(resources: readonly SynthesizedResource[]): string {
  const stacks = [...new Set(resources.map((resource) => resource.stack))];
  const edges = directEdges(resources);
  const lines = stacks.flatMap((stack) => [
    stack,
    ...resources.filter((resource) => resource.stack === stack).flatMap((resource) => [`  ${resource.address}  (${resource.type} ${resource.name})`, ...(edges.get(resource.address) ?? []).map((edge) => `    needs ${edge}`)]),
  ]);
  return `${lines.join('\n')}\n`;
}

function drawing(resources: readonly SynthesizedResource[], head: string, node: (id: string, resource: SynthesizedResource) => string, edge: (from: string, to: string) => string, foot: string): string {
  const ids = new Map<string, string>(resources.map((resource, at) => [resource.address, `n${at}`]));
  const edges = directEdges(resources);
  const nodes = resources.map((resource) => node(ids.get(resource.address) ?? '', resource));
  const arrows = resources.flatMap((resource) => (edges.get(resource.address) ?? []).map((to) => edge(ids.get(resource.address) ?? '', ids.get(to) ?? '')));
  return `${[head, ...nodes, ...arrows].join('\n')}\n${foot}`;
}
