import { environmentName } from '../../model/environment-name.ts';
import type { Draft } from './answers.ts';
import { listOf } from './answers.ts';
import type { Choice, Question, QuestionSources } from './question.ts';
import { always, oneOf } from './question-values.ts';

const usual: readonly Choice[] = [
  { value: 'dev', label: 'dev', detail: 'small and cheap, for daily work' },
  { value: 'qa', label: 'qa', detail: 'as dev, for testers' },
  { value: 'staging', label: 'staging', detail: 'as prod, smaller' },
  { value: 'prod', label: 'prod', detail: 'protected stores, zone redundancy' },
];

/** Which environments there are, and which one is meant. */
export function environmentQuestions(sources: QuestionSources): readonly Question[] {
  return [environmentsQuestion(sources), defaultQuestion(sources)];
}

function environmentsQuestion({ detected, project }: QuestionSources): Question {
  const named = detected.environments ?? [];
  return {
    id: 'environments',
    step: 'Environments',
    title: 'Which environments?',
    help: project === undefined ? 'Each has its own resources, state and settings. More can be added at any time.' : 'Each has its own resources, state and settings. One that is unchosen leaves manifest and configuration; its resources must be destroyed before.',
    kind: 'multiselect',
    free: true,
    flag: '--environments',
    choices: (draft) => {
      const custom = [...new Set([...named, ...listOf(draft.environments)])].filter((name) => usual.every((choice) => choice.value !== name));
      return [...usual, ...custom.map((name) => ({ value: name, label: name }))];
    },
    default: () => detected.environments ?? (project === undefined ? ['dev', 'prod'] : []),
    isDetected: () => detected.environments !== undefined || project !== undefined,
    // A manifest that names none has those that are built in.
    validate: (value) => (listOf(value).length === 0 ? (project !== undefined && named.length === 0 ? undefined : 'At least one environment is needed.') : listOf(value).map(environmentProblem).find((problem) => problem !== undefined)),
    skip: always,
  };
}

/** Why a name cannot be one of an environment; undefined when it can. */
function environmentProblem(name: string): string | undefined {
  return environmentName.test(name) ? undefined : `"${name}" cannot be the name of an environment: at most 32 lower-case letters, digits and dashes, with a letter first.`;
}

function defaultQuestion({ detected, project }: QuestionSources): Question {
  const unset: readonly Choice[] = project !== undefined && detected.defaultEnvironment === undefined ? [{ value: '', label: 'none', detail: 'dev is meant' }] : [];
  const there = detected.defaultEnvironment !== undefined && project?.environments.includes(detected.defaultEnvironment) === true ? [detected.defaultEnvironment] : [];
  const choices = (draft: Draft): readonly Choice[] => [...unset, ...[...new Set([...listOf(draft.environments), ...there])].map((name) => ({ value: name, label: name }))];
  return {
    id: 'defaultEnvironment',
    step: 'Environments',
    title: 'Which one is meant when none is named?',
    help: 'The environment of a command without --env.',
    kind: 'select',
    flag: '--default-env',
    choices,
    default: (draft) => {
      const names = choices(draft).map(({ value }) => value);
      return detected.defaultEnvironment !== undefined && names.includes(detected.defaultEnvironment) ? detected.defaultEnvironment : names[0];
    },
    isDetected: () => detected.defaultEnvironment !== undefined || project !== undefined,
    validate: (value, draft) => oneOf(value, choices(draft).map((choice) => choice.value)),
    skip: (draft) => choices(draft).length <= 1,
  };
}
