import type { Draft } from './answers.ts';
import type { AzureSubscription, Choice, Question, QuestionSources, SoleAnswer } from './question.ts';
import { always, oneOf, textOf } from './question-values.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Where the project lives: region, subscription, tenant. */
export function placeQuestions(sources: QuestionSources): readonly Question[] {
  return [locationQuestion(sources), subscriptionQuestion(sources), tenantQuestion(sources)];
}

function locationQuestion({ detected, project, regions }: QuestionSources): Question {
  // A project may leave it to its environments.
  const unset: readonly Choice[] = project !== undefined && detected.location === undefined ? [{ value: '', label: 'none', detail: 'each environment says its own' }] : [];
  const known = [...unset.map(({ value }) => value), ...regions.map(({ name }) => name)];
  return {
    id: 'location',
    step: 'Region',
    title: 'Which region?',
    help: 'Where the resources will be.',
    kind: 'select',
    filter: true,
    flag: '--location',
    choices: () => [...unset, ...regions.map(({ name, displayName, geography }) => ({ value: name, label: name, detail: geography === undefined ? displayName : `${displayName}, ${geography}` }))],
    default: () => detected.location ?? unset[0]?.value ?? regions[0]?.name,
    isDetected: () => detected.location !== undefined,
    validate: (value) => oneOf(value, known),
    skip: always,
  };
}

function subscriptionQuestion({ account, detected, isChecked, project }: QuestionSources): Question {
  const all = (): readonly AzureSubscription[] => account?.()?.subscriptions ?? [];
  const current = (): AzureSubscription | undefined => all().find(({ isCurrent }) => isCurrent === true);
  return {
    id: 'subscriptionId',
    step: 'Region',
    title: 'Which Azure subscription?',
    help: 'One of the list, or an id as `az account show` prints it. Without one the project works on the local Azure for now.',
    kind: 'select',
    filter: true,
    free: true,
    flag: '--subscription',
    ...(isChecked === undefined ? {} : { isChecked }),
    choices: (draft) => subscriptionChoices(all(), [textOf(draft.subscriptionId), detected.subscriptionId ?? '']),
    // A project that has begun keeps what it says, also when that is nothing.
    default: () => detected.subscriptionId ?? (project === undefined ? current()?.id : undefined) ?? '',
    isDetected: () => detected.subscriptionId !== undefined || (project === undefined && current() !== undefined),
    sole: () => (project === undefined && detected.subscriptionId === undefined ? soleSubscription(all(), account?.()?.who) : undefined),
    validate: (value) => (textOf(value) === '' || guid.test(textOf(value)) ? undefined : 'A subscription id has the form 00000000-0000-0000-0000-000000000000.'),
    skip: always,
  };
}

/** None comes first: what stands under the cursor stays what it is when the list arrives. */
function subscriptionChoices(all: readonly AzureSubscription[], named: readonly string[]): readonly Choice[] {
  const others = [...new Set(named)].filter((id) => id !== '' && all.every((subscription) => subscription.id !== id));
  return [
    { value: '', label: 'none', detail: 'work on the local Azure for now' },
    ...all.map(({ id, isCurrent, name }) => ({ value: id, label: name, detail: isCurrent === true ? `${id}, current` : id })),
    ...others.map((id) => ({ value: id, label: id })),
  ];
}

function soleSubscription(all: readonly AzureSubscription[], who: string | undefined): SoleAnswer | undefined {
  const [only] = all;
  if (only === undefined || all.length > 1) return undefined;
  return { value: only.id, said: `Subscription ${only.name} (${only.id}) was taken: it is the only one that ${who ?? 'this sign-in'} sees.` };
}

function tenantQuestion({ account, detected, project }: QuestionSources): Question {
  const known = (draft: Draft): string | undefined => account?.()?.subscriptions.find(({ id }) => id === textOf(draft.subscriptionId))?.tenantId;
  return {
    id: 'tenantId',
    step: 'Region',
    title: 'Which tenant is it in?',
    help: 'The id of the Microsoft Entra tenant that the subscription trusts, as `az account show` prints it.',
    kind: 'text',
    flag: '--tenant',
    default: (draft) => known(draft) ?? detected.tenantId ?? '',
    isDetected: (draft) => (known(draft) ?? detected.tenantId) !== undefined,
    sole: (draft) => {
      const tenant = known(draft);
      return tenant === undefined ? undefined : { value: tenant, said: '' };
    },
    // A project that has begun may leave it to its environments.
    validate: (value) => (guid.test(textOf(value)) || (textOf(value) === '' && project !== undefined && detected.subscriptionId !== undefined && detected.tenantId === undefined) ? undefined : 'A tenant id has the form 00000000-0000-0000-0000-000000000000.'),
    skip: (draft) => textOf(draft.subscriptionId) === '',
  };
}
