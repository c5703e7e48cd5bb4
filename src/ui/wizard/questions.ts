import type { DraftValue } from './answers.ts';
import { listOf, parseTags, stateAnswers } from './answers.ts';
import { secretsQuestion, settingsQuestion } from './matrix-questions.ts';
import type { Choice, Question, QuestionSources } from './question.ts';

const never = (): boolean => false;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const projectName = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const environmentChoices: readonly Choice[] = [
  { value: 'dev', label: 'dev', detail: 'small and cheap, for daily work' },
  { value: 'qa', label: 'qa', detail: 'as dev, for testers' },
  { value: 'staging', label: 'staging', detail: 'as prod, smaller' },
  { value: 'prod', label: 'prod', detail: 'protected stores, zone redundancy' },
];

/** The questions in their order. */
export function createQuestions(sources: QuestionSources): readonly Question[] {
  return [...projectQuestions(sources), ...placeQuestions(sources), ...environmentQuestions(sources), settingsQuestion(sources), stateQuestion(sources), secretsQuestion(sources), tagsQuestion(sources)];
}

function projectQuestions({ detected, templates }: QuestionSources): readonly Question[] {
  return [
    {
      id: 'project',
      step: 'Project',
      title: 'What is the project called?',
      help: 'Part of every resource name. Lower-case letters, digits and single hyphens, at most 40 characters.',
      kind: 'text',
      flag: '--name',
      default: () => detected.project,
      validate: (value) => validateProject(textOf(value)),
      skip: never,
    },
    {
      id: 'organization',
      step: 'Project',
      title: 'Which organization does it belong to?',
      help: 'Becomes a tag. May be left empty.',
      kind: 'text',
      flag: '--organization',
      default: () => detected.organization ?? '',
      validate: (value) => (textOf(value).length > 128 ? 'At most 128 characters.' : undefined),
      skip: never,
    },
    {
      id: 'template',
      step: 'Template',
      title: 'What do you start from?',
      help: 'A backend that works; change it afterwards as you like.',
      kind: 'select',
      flag: '--template',
      choices: () => templates.map(({ name, title }) => ({ value: name, label: name, detail: title })),
      default: () => detected.template ?? templates[0]?.name,
      validate: (value) => oneOf(value, templates.map(({ name }) => name)),
      skip: never,
    },
  ];
}

function validateProject(name: string): string | undefined {
  if (name === '') {
    return 'A project needs a name.';
  }
  if (name.length > 40) {
    return `At most 40 characters; this has ${name.length}.`;
  }
  return projectName.test(name) ? undefined : 'Lower-case letters, digits and single hyphens, with a letter first.';
}

function placeQuestions({ detected, regions }: QuestionSources): readonly Question[] {
  return [
    {
      id: 'location',
      step: 'Region',
      title: 'Which region?',
      help: 'Where the resources will be. Type to narrow the list.',
      kind: 'select',
      filter: true,
      flag: '--location',
      choices: () => regions.map(({ name, displayName, geography }) => ({ value: name, label: name, detail: geography === undefined ? displayName : `${displayName}, ${geography}` })),
      default: () => detected.location ?? regions[0]?.name,
      validate: (value) => oneOf(value, regions.map(({ name }) => name)),
      skip: never,
    },
    {
      id: 'subscriptionId',
      step: 'Region',
      title: 'Which Azure subscription?',
      help: 'The id, as `az account show` prints it. Leave it empty to work on the local Azure for now.',
      kind: 'text',
      flag: '--subscription',
      default: () => detected.subscriptionId ?? '',
      validate: (value) => (textOf(value) === '' || guid.test(textOf(value)) ? undefined : 'A subscription id has the form 00000000-0000-0000-0000-000000000000.'),
      skip: never,
    },
    {
      id: 'tenantId',
      step: 'Region',
      title: 'Which tenant is it in?',
      help: 'The id of the Microsoft Entra tenant that the subscription trusts.',
      kind: 'text',
      flag: '--tenant',
      default: () => detected.tenantId ?? '',
      validate: (value) => (guid.test(textOf(value)) ? undefined : 'A tenant id has the form 00000000-0000-0000-0000-000000000000.'),
      skip: (draft) => textOf(draft.subscriptionId) === '',
    },
  ];
}

function environmentQuestions({ detected }: QuestionSources): readonly Question[] {
  const custom = (detected.environments ?? []).filter((name) => environmentChoices.every((choice) => choice.value !== name));
  const choices = [...environmentChoices, ...custom.map((name) => ({ value: name, label: name }))];
  return [
    {
      id: 'environments',
      step: 'Environments',
      title: 'Which environments?',
      help: 'Each has its own resources, state and settings. More can be added at any time.',
      kind: 'multiselect',
      flag: '--environments',
      choices: () => choices,
      default: () => detected.environments ?? ['dev', 'prod'],
      validate: (value) => validateEnvironments(listOf(value)),
      skip: never,
    },
    {
      id: 'defaultEnvironment',
      step: 'Environments',
      title: 'Which one is meant when none is named?',
      help: 'The environment of a command without --env.',
      kind: 'select',
      flag: '--default-env',
      choices: (draft) => listOf(draft.environments).map((name) => ({ value: name, label: name })),
      default: (draft) => {
        const names = listOf(draft.environments);
        return detected.defaultEnvironment !== undefined && names.includes(detected.defaultEnvironment) ? detected.defaultEnvironment : names[0];
      },
      validate: (value, draft) => oneOf(value, listOf(draft.environments)),
      skip: (draft) => listOf(draft.environments).length <= 1,
    },
  ];
}

function stateQuestion({ detected }: QuestionSources): Question {
  return {
    id: 'state',
    step: 'State',
    title: 'Where is the state kept?',
    help: 'The record of what was applied. In a storage account everybody who deploys shares it, with locks and history; `atakora state bootstrap` makes it. In files only this folder has it.',
    kind: 'select',
    flag: '--state',
    choices: () => [
      { value: 'azure-blob', label: 'azure-blob', detail: 'a storage account, for teams and pipelines' },
      { value: 'local', label: 'local', detail: 'files of this folder, for one person' },
    ],
    default: () => detected.state ?? 'azure-blob',
    validate: (value, draft) => oneOf(value, stateAnswers) ?? (value === 'azure-blob' && textOf(draft.subscriptionId) === '' ? 'A storage account needs a subscription.' : undefined),
    skip: (draft) => textOf(draft.subscriptionId) === '',
  };
}

function tagsQuestion({ detected }: QuestionSources): Question {
  return {
    id: 'tags',
    step: 'Tags',
    title: 'Which tags shall every resource carry?',
    help: 'As owner=anna, costCenter=42. May be left empty.',
    kind: 'text',
    flag: '--tags',
    default: () => Object.entries(detected.tags ?? {}).map(([key, tag]) => `${key}=${tag}`).join(', '),
    validate: (value) => validateTags(textOf(value)),
    skip: never,
  };
}

function validateEnvironments(names: readonly string[]): string | undefined {
  if (names.length === 0) {
    return 'At least one environment is needed.';
  }
  const bad = names.find((name) => !/^[a-z][a-z0-9]{1,11}$/.test(name));
  return bad === undefined ? undefined : `"${bad}" cannot be the name of an environment: 2 to 12 lower-case letters and digits, with a letter first.`;
}

/** Azure's limits of names and values of tags. @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources */
function validateTags(text: string): string | undefined {
  const tags = Object.entries(parseTags(text));
  for (const [key, value] of tags) {
    if (value === '') {
      return `The tag "${key}" has no value: write ${key}=value.`;
    }
    if (/[<>%&\\?/]/.test(key) || key.length > 512 || key === '') {
      return `"${key}" cannot name a tag: at most 512 characters and none of < > % & \\ ? /.`;
    }
    if (value.length > 256) {
      return `The value of "${key}" is longer than 256 characters.`;
    }
  }
  return tags.length > 40 ? 'At most 40 tags: Azure allows 50, and some are ours.' : undefined;
}

function oneOf(value: DraftValue, known: readonly string[]): string | undefined {
  const text = textOf(value);
  return known.includes(text) ? undefined : `"${text}" is not in the list.`;
}

/** The value as text; empty for lists and for nothing. */
function textOf(value: DraftValue | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
