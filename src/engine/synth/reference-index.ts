import { isExpressionText } from '../../model/arm-expression-text.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Project } from '../../model/project.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import type { ContextKey } from '../../model/value.ts';
import { kindOf } from '../../resources/catalogue.ts';

/** Looks up what references point to while templates are rendered. */
export interface ReferenceIndex extends KnownTexts {
  /** @throws AtakoraError `ATK9001` for an address that compose has not made. */
  node(address: string): ResourceNode;
  /** Path of an output in the full resource, such as `properties.vaultUri`. @throws AtakoraError `ATK1304`. */
  outputPath(node: ResourceNode, output: string): string;
}

/** What is known at synthesis already and can stand in a template as text. */
export interface KnownTexts {
  /** Facts of the environment that templates hold as text; undefined for those that ARM knows best. */
  contextLiteral(key: ContextKey): string | undefined;
  /** An output of the resource at an address; undefined when only the deployment knows it. */
  outputLiteral(address: string, output: string): string | undefined;
}

/** Indexes composed nodes by address. */
export function indexReferences(nodes: readonly ResourceNode[], project: Project, target: EnvironmentTarget): ReferenceIndex {
  const byAddress = new Map<string, ResourceNode>(nodes.map((node) => [node.address, node]));
  const literals: Readonly<Partial<Record<ContextKey, string>>> = {
    location: target.location,
    environment: target.name,
    project: project.name,
  };
  const nodeAt = (address: string): ResourceNode => {
    const node = byAddress.get(address);
    if (node === undefined) {
      throw new AtakoraError('ATK9001', `no resource has the address ${address}`);
    }
    return node;
  };
  return {
    node: nodeAt,
    outputPath: (node, output) => {
      const path = kindOf(node.type)?.outputs[output]?.path ?? (output.includes('.') ? output : undefined);
      if (path === undefined) {
        throw new AtakoraError('ATK1304', `${node.type} has no output "${output}"`, { address: node.address });
      }
      return path;
    },
    contextLiteral: (key) => literals[key],
    outputLiteral: (address, output) => (output === 'name' ? lastSegment(nodeAt(address).name) : undefined),
  };
}

/** The Azure name itself, without those of its parents; undefined for names that are expressions. */
function lastSegment(name: string): string | undefined {
  return isExpressionText(name) ? undefined : name.slice(name.lastIndexOf('/') + 1);
}
