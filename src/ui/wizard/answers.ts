import { formatTags, parseTags } from './tag-text.ts';

/** What `init` needs to know; all of it is written to the manifest. */
export interface Answers {
  readonly project: string;
  readonly organization?: string;
  /** Name of a template; empty in a project that has begun. */
  readonly template: string;
  /** Region, such as `westeurope`; empty: a project in which environments say their own. */
  readonly location: string;
  readonly environments: readonly string[];
  /** One of `environments`; empty: a project that names none. */
  readonly defaultEnvironment: string;
  /** Absent: the project runs on the local Azure until one is set. */
  readonly subscriptionId?: string;
  readonly tenantId?: string;
  /** Where the state of real environments is kept; absent without a subscription. */
  readonly state?: StateAnswer;
  /** Settings of environments that are not as built in, each `ENV.SETTING=VALUE`. */
  readonly settings?: readonly string[];
  /** What becomes of declared secrets that are not left for later, each `NAME=generate` or `NAME=enter`; never a value. */
  readonly secrets?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** `local`: files of the project; `azure-blob`: a storage account that `state bootstrap` makes. */
export const stateAnswers = ['azure-blob', 'local'] as const;
export type StateAnswer = (typeof stateAnswers)[number];

/** A file that would be written; `before` is what is there now. */
export interface PlannedFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly before?: string;
  readonly after: string;
}

/** Answers so far, by question: text, list, or yes/no. Tags are text, `owner=anna, costCenter=42`. */
export type Draft = Readonly<Partial<Record<QuestionId, DraftValue>>>;
export type DraftValue = string | readonly string[];

export const questionIds = ['project', 'organization', 'template', 'location', 'subscriptionId', 'tenantId', 'environments', 'defaultEnvironment', 'settings', 'state', 'secrets', 'tags'] as const;
export type QuestionId = (typeof questionIds)[number];

/** What of a value from elsewhere (a file of answers, an earlier attempt) is a draft: known questions with text or lists of text. */
export function readDraft(value: unknown): Draft {
  if (typeof value !== 'object' || value === null) return {};
  const isText = (item: unknown): item is string => typeof item === 'string';
  return Object.fromEntries(
    questionIds.flatMap((id) => {
      const answer: unknown = (value as Readonly<Record<string, unknown>>)[id];
      return isText(answer) || (Array.isArray(answer) && answer.every(isText)) ? [[id, answer]] : [];
    }),
  );
}

/** A draft in which every question is answered (or skipped), as answers. */
export function toAnswers(draft: Draft): Answers {
  const text = (id: QuestionId): string => {
    const value = draft[id];
    return typeof value === 'string' ? value.trim() : '';
  };
  const environments = listOf(draft.environments);
  const optional = (['organization', 'subscriptionId', 'tenantId', 'state'] as const).filter((id) => text(id) !== '');
  return {
    project: text('project'),
    template: text('template'),
    location: text('location'),
    environments,
    defaultEnvironment: draft.defaultEnvironment === undefined ? (environments[0] ?? '') : text('defaultEnvironment'),
    ...Object.fromEntries(optional.map((id) => [id, text(id)])),
    ...Object.fromEntries((['settings', 'secrets'] as const).map((id) => [id, listOf(draft[id])] as const).filter(([, lines]) => lines.length > 0)),
    tags: parseTags(text('tags')),
  };
}

/** Answers from elsewhere (flags, what was detected, an existing project) as a draft. */
export function toDraft(answers: Partial<Answers>): Draft {
  const { tags, ...rest } = answers;
  const given = Object.entries(rest).filter((entry) => entry[1] !== undefined);
  return { ...Object.fromEntries(given), ...(tags === undefined ? {} : { tags: formatTags(tags) }) };
}

/** The value as a list; empty for text and for nothing. */
export function listOf(value: DraftValue | undefined): readonly string[] {
  return typeof value === 'string' || value === undefined ? [] : value;
}
