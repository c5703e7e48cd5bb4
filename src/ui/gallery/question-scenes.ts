import { askChoice } from '../plain/ask-choice.ts';
import { askPicks } from '../plain/ask-picks.ts';
import { askPlain } from '../plain/ask-plain.ts';
import { askSecretPlain } from '../plain/ask-secret.ts';
import { cleanupLines } from '../plain/cleanup-text.ts';
import { createSurface } from '../plain/text-surface.ts';
import type { ApprovalQuestion, ChoiceQuestion } from '../run-view.ts';
import type { Screen } from '../screen/screen.ts';
import { isKey } from '../screen/screen.ts';
import type { SecretEntry } from '../secret/secret-entry.ts';
import { emptyEntry } from '../secret/secret-entry.ts';
import type { SecretKeySource } from '../secret/secret-keys.ts';
import type { SecretQuestion } from '../secret/secret-prompt-lines.ts';
import { secretPromptLines } from '../secret/secret-prompt-lines.ts';
import { manyFindings, sampleReport } from './sample-cleanup.ts';
import type { SceneSet } from './scene.ts';
import { screenSet, screenStates } from './screen-states.ts';
import { spokenKeys, spokenLines } from './spoken-lines.ts';

const local: ApprovalQuestion = { text: 'Apply to dev@local on the local Azure (plan 5f0c3b1e)?', fallback: false };
const away: ApprovalQuestion = { text: 'Apply to prod in subscription 22222222-2222-4222-8222-222222222222 (plan 9ad41c77)?', word: 'prod', fallback: false };

/** The question before an apply; where something is lost it wants a word, in a line that a library of prompts asks. */
export async function loadApproval(): Promise<SceneSet> {
  const [{ approvalScreen }, { beginApproval }] = await Promise.all([import('../ink/approval-screen.ts'), import('../ink/approval-state.ts')]);
  return {
    ...screenSet(approvalScreen, () => beginApproval(local, true), { plain: [], 'plain-yes': ['down'], approved: ['y'], interrupted: ['interrupt'] }),
    spoken: async () => [...(await spokenLines((terminal) => askPlain(local, terminal), ['maybe', 'y'])), '', ...(await spokenLines((terminal) => askPlain(away, terminal), ['dev', 'prod']))],
  };
}

const interruption: ChoiceQuestion = {
  text: 'Nothing new is started. What now?',
  choices: [
    { value: 'watch', label: 'Keep watching: the apply goes on' },
    { value: 'leave', label: 'Leave it running in Azure and exit' },
    { value: 'cancel', label: 'Cancel it in Azure' },
  ],
  fallback: 'leave',
  escape: 'watch',
};

const namesake: ChoiceQuestion = {
  text: 'The key vault kv-notes-prod-weu-x7q2m-01 was deleted and keeps its name until 2026-02-20. What now?',
  choices: [
    { value: 'recover', label: 'Recover it, with what it held' },
    { value: 'purge', label: 'Purge it: what it held is lost, the new one begins empty' },
    { value: 'rename', label: 'Leave it, and give the new one another name in the code' },
  ],
  fallback: 'recover',
  escape: 'stop',
  inLines: true,
};

/** Lists of a few answers: over a running board, and in lines before anything runs. */
export async function loadChoices(): Promise<SceneSet> {
  const [{ choiceLines }, { beginChoice, pressChoiceKey }] = await Promise.all([import('../ink/choice-lines.ts'), import('../ink/choice-state.ts')]);
  const screen: Screen<ReturnType<typeof beginChoice>> = { press: (state, input) => (isKey(input) ? pressChoiceKey(state, input) : state), lines: choiceLines, isOver: ({ answer }) => answer !== undefined };
  const asked = screenSet(screen, () => beginChoice(interruption), { interrupted: [], moved: ['down'] });
  return { ...asked, spoken: () => spokenLines((terminal) => askChoice(interruption, terminal), ['7', '1']) };
}

/** A question by number before anything runs; the same for everybody. */
export const deletedNamesake: SceneSet = {
  states: [{ name: 'asked', lines: () => spokenLines((terminal) => askChoice(namesake, terminal), ['', '']) }],
};

const secret: SecretQuestion = { subject: 'the value of STRIPE_KEY for prod', description: 'Secret key of the Stripe account; dashboard, Developers, API keys.' };
const sampleValue = 'sample-value-of-a-secret';

/** The masked prompt: nothing of a value is in its picture but how long it is. */
export const secretPrompt: SceneSet = {
  states: [entered('empty', {}), entered('typed', { value: sampleValue, typed: true }), entered('again', { first: sampleValue, value: sampleValue.slice(0, 5), typed: true }), entered('not-the-same', { problem: 'The two are not the same: enter it anew.' }), entered('long', { value: `${sampleValue.repeat(12)}\n${sampleValue}` }), entered('received', { answer: { kind: 'given', value: sampleValue, pasted: true } })],
  play: async (stage) => {
    const { askSecret } = await import('../ink/ask-secret.tsx');
    const { stdout, glyphs, signal } = stage;
    return askSecret({ stdout, stdin: stage.stdin as SecretKeySource, glyphs, question: secret, check: (value) => (value === '' ? 'A value has at least one character.' : undefined), ...(signal === undefined ? {} : { signal }) });
  },
  spoken: () => spokenKeys((source, stdout) => askSecretPlain({ stdin: source, stdout, question: secret, check: () => undefined }), [`${sampleValue}\r`, `${sampleValue}\r`]),
};

function entered(name: string, entry: Partial<SecretEntry>): SceneSet['states'][number] {
  return { name, lines: ({ surface }) => secretPromptLines({ ...emptyEntry, ...entry }, secret, surface) };
}

/** What old runs left behind, to be picked. */
export async function loadCleanup(): Promise<SceneSet> {
  const [{ pickScreen }, { beginPick }] = await Promise.all([import('../ink/cleanup/pick-screen.ts'), import('../ink/cleanup/pick-state.ts')]);
  const report = sampleReport();
  const question = { text: 'What is to be removed?', report };
  const many = { text: 'What is to be removed?', report: sampleReport(manyFindings()) };
  const picked = screenSet(pickScreen, () => beginPick(question), { list: [], taken: [' ', 'down', ' '], 'all-of-a-kind': ['a'], answered: [' ', 'enter'] });
  return {
    ...picked,
    states: [...picked.states, ...screenStates(pickScreen, () => beginPick(many), { many: ['end'] })],
    spoken: async (options) => [...cleanupLines(report, createSurface(options), 'normal'), '', ...(await spokenLines((terminal) => askPicks(question, terminal), ['9', '1,2']))],
  };
}
