import type { Draft, DraftValue } from './answers.ts';
import { listOf } from './answers.ts';
import type { Matrix } from './matrix.ts';
import { fittingLines, inOrder, parseChange } from './matrix.ts';
import type { Question, QuestionSources, TemplateSecret } from './question.ts';

/** What becomes of a secret; the first is the default. */
const secretFates = ['later', 'generate', 'enter'] as const;

/** The settings of the chosen environments, side by side. Nothing has to be changed. */
export function settingsQuestion({ settings }: QuestionSources): Question {
  const matrix = (draft: Draft): Matrix => settings?.(listOf(draft.environments)) ?? nothing;
  return {
    id: 'settings',
    step: 'Environments',
    title: 'Which settings differ from the usual ones?',
    help: 'How large and how safe each environment is. Enter takes them as they are; changed cells (*) are written to the configuration.',
    kind: 'matrix',
    flag: '--set',
    matrix,
    default: () => [],
    isDetected: () => false,
    validate: (value, draft) => (settings === undefined || listOf(value).length === 0 ? undefined : matrix(draft).checkAll(listOf(value))),
    fit: (value, draft) => fitting(matrix(draft), value, settings !== undefined),
    skip: (draft) => settings === undefined && listOf(draft.settings).length === 0,
  };
}

const fateDetails = 'later: atakora secrets set, when an environment needs it. generate: made up and kept in .env. enter: asked before anything is written, kept in .env.';

/** The secrets of the template: what becomes of each. Values are asked after the review, and are no part of the answers. */
export function secretsQuestion({ secrets }: QuestionSources): Question {
  const declared = (draft: Draft): readonly TemplateSecret[] => (typeof draft.template === 'string' ? (secrets?.(draft.template) ?? []) : []);
  const matrix = (draft: Draft): Matrix => secretsMatrix(declared(draft));
  return {
    id: 'secrets',
    step: 'Secrets',
    title: 'What becomes of the secrets?',
    help: `For running the code on this machine. ${fateDetails}`,
    kind: 'matrix',
    flag: '--secret',
    matrix,
    default: () => [],
    isDetected: () => false,
    validate: (value, draft) => (secrets === undefined ? undefined : matrix(draft).checkAll(listOf(value))),
    fit: (value, draft) => fitting(matrix(draft), value, secrets !== undefined),
    skip: (draft) => (secrets === undefined ? listOf(draft.secrets).length === 0 : declared(draft).length === 0),
  };
}

/** The same value when nothing had to go, so that nothing seems changed. */
function fitting(matrix: Matrix, value: DraftValue, isKnown: boolean): DraftValue {
  const lines = listOf(value);
  const kept = isKnown ? inOrder(matrix, fittingLines(matrix, lines)) : lines;
  return kept.length === lines.length && kept.every((line, at) => line === lines[at]) ? value : kept;
}

function secretsMatrix(declared: readonly TemplateSecret[]): Matrix {
  const [fallback] = secretFates;
  const checkCell = (_column: string, key: string, text: string): string | undefined => {
    if (declared.every(({ name }) => name !== key)) return `"${key}" is no secret of the template${declared.length === 0 ? ': it declares none' : `: it declares ${declared.map(({ name }) => name).join(', ')}`}.`;
    // Whatever stands there may be a value: it is not repeated.
    return secretFates.some((fate) => fate === text) ? undefined : `${key} may be ${secretFates.join(', ')}. Values are never given here: enter them when they are asked, or use \`atakora secrets import\`.`;
  };
  return {
    columns: [''],
    rows: declared.map(({ name, description }) => ({ key: name, group: '', label: name, values: secretFates, ...(description === undefined ? {} : { detail: description }) })),
    base: () => fallback,
    checkCell,
    checkAll: (lines) => {
      for (const line of lines) {
        const change = parseChange(line, false);
        const wrong = change === undefined ? 'A secret is given as NAME=generate, NAME=enter or NAME=later.' : checkCell('', change.key, change.text);
        if (wrong !== undefined) return wrong;
      }
      return undefined;
    },
  };
}

const nothing: Matrix = { columns: [], rows: [], base: () => '', checkCell: () => undefined, checkAll: () => undefined };
