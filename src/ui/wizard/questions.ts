import { projectNameProblem } from '../../model/project-name.ts';
import { stateAnswers } from './answers.ts';
import { environmentQuestions } from './environment-questions.ts';
import { secretsQuestion, settingsQuestion } from './matrix-questions.ts';
import { placeQuestions } from './place-questions.ts';
import type { Choice, Question, QuestionSources } from './question.ts';
import { always, oneOf, textOf } from './question-values.ts';
import { formatTags, parseTags } from './tag-text.ts';

/** The questions in their order: the one list for the screen, lines, flags, files of answers and the documentation. */
export function createQuestions(sources: QuestionSources): readonly Question[] {
  const all = [...projectQuestions(sources), ...placeQuestions(sources), ...environmentQuestions(sources), settingsQuestion(sources), stateQuestion(sources), secretsQuestion(sources), tagsQuestion(sources)];
  return all.map((question) => (sources.fromFile?.has(question.id) === true ? { ...question, isInFile: true } : question));
}

function projectQuestions({ detected, project, templates }: QuestionSources): readonly Question[] {
  return [
    {
      id: 'project',
      step: 'Project',
      title: 'What is the project called?',
      help: 'Part of every resource name, as far as Azure allows it: lower-case letters and digits are kept as they are.',
      kind: 'text',
      flag: '--name',
      default: () => detected.project,
      isDetected: () => detected.project !== undefined,
      validate: (value) => projectNameProblem(textOf(value)),
      skip: always,
    },
    {
      id: 'organization',
      step: 'Project',
      title: 'Which organization does it belong to?',
      help: 'Becomes a tag. May be left empty.',
      kind: 'text',
      flag: '--organization',
      default: () => detected.organization ?? '',
      isDetected: () => detected.organization !== undefined,
      validate: (value) => (textOf(value).length > longestOrganization ? `At most ${longestOrganization} characters.` : undefined),
      skip: always,
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
      isDetected: () => detected.template !== undefined,
      validate: (value) => oneOf(value, templates.map(({ name }) => name)),
      // A template is never put beside code that is there.
      skip: () => project?.hasBackend === true,
    },
  ];
}

/** As the manifest takes it. */
const longestOrganization = 100;

function stateQuestion({ detected, project }: QuestionSources): Question {
  const unset: readonly Choice[] = project !== undefined && detected.state === undefined ? [{ value: '', label: 'none', detail: 'each environment says its own' }] : [];
  return {
    id: 'state',
    step: 'State',
    title: 'Where is the state kept?',
    help: 'The record of what was applied. In a storage account everybody who deploys shares it, with locks and history; `atakora state bootstrap` makes it. In files only this folder has it.',
    kind: 'select',
    flag: '--state',
    choices: () => [
      ...unset,
      { value: 'azure-blob', label: 'azure-blob', detail: 'a storage account, for teams and pipelines' },
      { value: 'local', label: 'local', detail: 'files of this folder, for one person' },
    ],
    default: () => detected.state ?? unset[0]?.value ?? 'azure-blob',
    isDetected: () => detected.state !== undefined || project !== undefined,
    validate: (value, draft) => oneOf(value, [...unset.map((choice) => choice.value), ...stateAnswers]) ?? (value === 'azure-blob' && textOf(draft.subscriptionId) === '' ? 'A storage account needs a subscription.' : undefined),
    skip: (draft) => textOf(draft.subscriptionId) === '',
  };
}

function tagsQuestion({ detected, tagProblem }: QuestionSources): Question {
  return {
    id: 'tags',
    step: 'Tags',
    title: 'Which tags shall every resource carry?',
    help: 'As owner=anna, costCenter=42. A backslash keeps a comma in a value. May be left empty.',
    kind: 'text',
    flag: '--tags',
    default: () => formatTags(detected.tags ?? {}),
    isDetected: () => Object.keys(detected.tags ?? {}).length > 0,
    validate: (value) => validateTags(textOf(value)) ?? Object.keys(parseTags(textOf(value))).map((name) => tagProblem?.(name)).find((problem) => problem !== undefined),
    skip: always,
  };
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
