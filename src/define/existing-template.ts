import type { SourceLocation } from '../model/source-location.ts';
import type { Value } from '../model/value.ts';
import { callSite } from './call-site.ts';
import { matching, unknownFields } from './check-fields.ts';
import { declaredAt } from './declared-at.ts';
import { refuse } from './problem.ts';

/** An ARM template that somebody already has, deployed whole and unaltered. */
export interface TemplateDeclaration {
  readonly kind: 'template';
  /** As written: relative to the file that says it. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly origin?: SourceLocation;
}

/**
 * An existing ARM template file. It becomes a deployment of its own; `parameters` may refer to the environment
 * (`${azure.location}`) and to resources of the backend.
 * @param path Relative to the file that says it.
 * @throws AtakoraError `ATK1308` when the path or an option cannot be used.
 */
export function existingTemplate(path: string, options: { readonly parameters?: Readonly<Record<string, Value>> } = {}): TemplateDeclaration {
  const origin = callSite(existingTemplate);
  refuse([...matching(path, /\.jsonc?$/i, 'path', 'the path of a JSON file'), ...unknownFields(options, ['parameters'])], 'this template', origin);
  return declaredAt({ kind: 'template', path, parameters: options.parameters ?? {} }, origin);
}
