import { projectNameProblem } from '../model/project-name.ts';
import type { Draft } from '../ui/wizard/answers.ts';
import { listOf } from '../ui/wizard/answers.ts';
import type { NoteSource } from '../ui/wizard/note-source.ts';
import { templateTypes } from './template-types.ts';

/**
 * What is worth knowing of an answer while it is chosen: the names that a project name leads to, the services that a region lacks.
 * Facts of the package alone; what they are read from is loaded when it is first needed.
 */
export const wizardNotes: NoteSource = async (id, value, draft, signal) => {
  if (id === 'project') return nameNotes(value, draft, signal);
  return id === 'location' ? regionNotes(value, draft, signal) : [];
};

async function nameNotes(project: string, draft: Draft, signal: AbortSignal): Promise<readonly string[]> {
  if (projectNameProblem(project) !== undefined) return [];
  const [{ computeName }, { kindOf }] = await Promise.all([import('../define/naming.ts'), import('../resources/catalogue.ts')]);
  if (signal.aborted) return [];
  const environment = listOf(draft.environments).toSorted((a, b) => b.length - a.length)[0] ?? 'prod';
  const location = textOf(draft, 'location') ?? 'westeurope';
  const nameFor = (kind: NonNullable<ReturnType<typeof kindOf>>, projectId: string) => computeName(kind, { projectId, project, backend: 'main', environment, subscriptionId: '', location });
  const named = typesOf(draft).flatMap((type) => {
    const kind = kindOf(type);
    if (kind === undefined || kind.scope === 'child') return [];
    const { name, shortened } = nameFor(kind, 'one');
    // The hash is of the project's id, which it gets when it is written.
    const shown = withoutHash(name, ['two', 'three', 'four'].map((other) => nameFor(kind, other).name));
    return [{ type, shortened, shown, most: kind.naming.maxLength }];
  });
  const longest = named.toSorted((a, b) => b.shown.length / b.most - a.shown.length / a.most)[0];
  const cut = named.filter(({ shortened }) => shortened).map(({ type }) => type);
  return [
    ...(longest === undefined ? [] : [`Longest name for its kind: ${longest.shown}, ${longest.shown.length} of ${longest.most} characters.`]),
    ...(cut.length === 0 ? [] : [`The project is shortened in names of ${cut.join(', ')}.`]),
  ];
}

/** `?` stands for what the hash will be. */
function withoutHash(name: string, others: readonly string[]): string {
  return [...name].map((letter, at) => (others.every((other) => other[at] === letter) ? letter : '?')).join('');
}

async function regionNotes(region: string, draft: Draft, signal: AbortSignal): Promise<readonly string[]> {
  const { resourceTypes } = await import('../azure/resource-types.ts');
  if (signal.aborted) return [];
  const { regionsOf } = resourceTypes('');
  const lacking = typesOf(draft).filter((type) => {
    const regions = regionsOf(type);
    return regions.length > 0 && !regions.includes('global') && !regions.includes(region);
  });
  return lacking.length === 0 ? [] : [`! ${region} does not offer ${lacking.join(', ')}, which the template needs.`];
}

/** Before a template is chosen, what most of them need. */
function typesOf(draft: Draft): readonly string[] {
  return templateTypes[textOf(draft, 'template') ?? 'feedback-api'] ?? [];
}

function textOf(draft: Draft, id: 'location' | 'template'): string | undefined {
  const value = draft[id];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
