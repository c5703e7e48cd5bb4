/** A node of the syntax tree, as far as these rules look at it; the linter hands over ESTree with TypeScript nodes. */
export interface SyntaxNode {
  readonly type: string;
  readonly parent?: SyntaxNode | null;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly computed?: boolean;
  readonly callee?: SyntaxNode;
  readonly object?: SyntaxNode;
  readonly property?: SyntaxNode;
  readonly argument?: SyntaxNode | null;
  readonly source?: SyntaxNode | null;
  readonly imported?: SyntaxNode;
}

interface Scope {
  readonly variables: readonly { readonly defs: readonly unknown[]; readonly references: readonly Reference[] }[];
  readonly through: readonly Reference[];
}

interface Reference {
  readonly identifier: SyntaxNode;
}

/** What the linter gives a rule for one file. */
export interface RuleContext {
  /** Absolute path of the file. */
  readonly filename: string;
  /** Working directory of the linter, which is the root of the linted tree. */
  readonly cwd: string;
  readonly sourceCode: {
    readonly ast: SyntaxNode;
    readonly scopeManager: { readonly globalScope: Scope | null };
    getAllComments(): readonly (SyntaxNode & { readonly value: string })[];
  };
  report(problem: { readonly message: string; readonly node: SyntaxNode }): void;
}

/** A lint rule: called once a file, it returns what to do at which kind of node. */
export interface Rule {
  create(context: RuleContext): Record<string, (node: SyntaxNode) => void>;
}

/** References to names that no declaration of the file binds: globals of the language or the host. */
export function globalReferences(context: RuleContext): readonly SyntaxNode[] {
  const scope = context.sourceCode.scopeManager.globalScope;
  if (scope === null) return [];
  const declaredGlobals = scope.variables.filter((variable) => variable.defs.length === 0);
  const references = [...scope.through, ...declaredGlobals.flatMap((variable) => variable.references)];
  return [...new Set(references.map((reference) => reference.identifier))];
}

/** The name of a property that is read as `object.name` or `object['name']`; absent when it is computed. */
export function propertyName(node: SyntaxNode): string | undefined {
  const property = node.property;
  if (property === undefined) return undefined;
  const name = node.computed === true ? property.value : property.name;
  return typeof name === 'string' ? name : undefined;
}

/** The linted file's path relative to the linted tree, with forward slashes. */
export function relativePath(context: RuleContext): string {
  return context.filename.slice(context.cwd.length).replaceAll('\\', '/').replace(/^\//, '');
}
