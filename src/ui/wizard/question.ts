import type { Answers, Draft, DraftValue, QuestionId } from './answers.ts';
import type { Matrix, MatrixOf } from './matrix.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Second column: what it is, or where. */
  readonly detail?: string;
}

/** One question of `init`, for every way of asking: screen, lines, flags. */
export interface Question {
  readonly id: QuestionId;
  /** Step of the progress line that it belongs to. */
  readonly step: string;
  readonly title: string;
  /** What the answer is for and what it may be. */
  readonly help: string;
  /** `select`: one of the choices; with `filter`, typed text narrows a long list. `multiselect`: any of them. `matrix`: cells of a table. */
  readonly kind: 'text' | 'select' | 'multiselect' | 'matrix';
  readonly filter?: true;
  /** Flag that answers it, such as `--name`. */
  readonly flag: string;
  readonly choices?: (draft: Draft) => readonly Choice[];
  readonly matrix?: MatrixOf;
  /** The answer unless another is given; undefined when there is none to assume. */
  readonly default: (draft: Draft) => DraftValue | undefined;
  /** Why a value cannot be taken; undefined when it can. */
  readonly validate: (value: DraftValue, draft: Draft) => string | undefined;
  /** What of a value still is one after other answers have changed; absent: all of it. */
  readonly fit?: (value: DraftValue, draft: Draft) => DraftValue;
  /** True when the other answers leave nothing to ask. */
  readonly skip: (draft: Draft) => boolean;
}

export interface QuestionSources {
  /** Found in the folder or the sign-in: proposed. */
  readonly detected: Partial<Answers>;
  /** Regions of the cloud, the nearest first where that is known. */
  readonly regions: readonly { readonly name: string; readonly displayName: string; readonly geography?: string }[];
  readonly templates: readonly { readonly name: string; readonly title: string }[];
  /** The settings of environments; absent: they are not asked. */
  readonly settings?: (environments: readonly string[]) => Matrix;
  /** The secrets that a template declares; absent: there are none. */
  readonly secrets?: (template: string) => readonly TemplateSecret[];
}

/** A secret that a template declares. */
export interface TemplateSecret {
  /** As the code writes it. */
  readonly name: string;
  readonly description?: string;
}
