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
  /** What is typed may be an answer that is no choice; in a `multiselect` it becomes one, behind `n`. */
  readonly free?: true;
  /** Flag that answers it, such as `--name`. */
  readonly flag: string;
  readonly choices?: (draft: Draft) => readonly Choice[];
  readonly matrix?: MatrixOf;
  /** The answer unless another is given; undefined when there is none to assume. */
  readonly default: (draft: Draft) => DraftValue | undefined;
  /** The only answer that there can be: taken and said, not asked. */
  readonly sole?: (draft: Draft) => SoleAnswer | undefined;
  /** Whether the default was found somewhere, or is what most people take. */
  readonly isDetected: (draft: Draft) => boolean;
  /** Whether Azure is asked what it says to answers, once they are all there. */
  readonly isChecked?: (draft: Draft) => boolean;
  /** Its given answer stands in a file of answers, not in a flag. */
  readonly isInFile?: true;
  /** Why a value cannot be taken; undefined when it can. */
  readonly validate: (value: DraftValue, draft: Draft) => string | undefined;
  /** What of a value still is one after other answers have changed; absent: all of it. */
  readonly fit?: (value: DraftValue, draft: Draft) => DraftValue;
  /** True when the other answers leave nothing to ask. */
  readonly skip: (draft: Draft) => boolean;
}

export interface SoleAnswer {
  readonly value: DraftValue;
  /** One sentence that says what was taken and why it was not asked. */
  readonly said: string;
}

/** What a sign-in sees of Azure. */
export interface AzureAccount {
  /** Who is signed in, as Azure knows them. */
  readonly who?: string;
  /** The current one first, where that is known. */
  readonly subscriptions: readonly AzureSubscription[];
}

export interface AzureSubscription {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** The one that the tool of the sign-in works on. */
  readonly isCurrent?: true;
}

export interface QuestionSources {
  /** Found in the folder or the sign-in: proposed. */
  readonly detected: Partial<Answers>;
  /** The folder has a project, which is changed; absent: one is begun. */
  readonly project?: ProjectFound;
  /** What the sign-in sees, as soon as that is known. Asked anew each time: it arrives while questions are answered. */
  readonly account?: () => AzureAccount | undefined;
  /** Why a tag cannot have a name: it is, or nearly is, a field of the manifest. */
  readonly tagProblem?: (name: string) => string | undefined;
  /** Whether Azure is asked what it says to answers; absent: it is not. */
  readonly isChecked?: (draft: Draft) => boolean;
  /** Questions that a file of answers has answered. */
  readonly fromFile?: ReadonlySet<QuestionId>;
  /** Regions of the cloud, the nearest first where that is known. */
  readonly regions: readonly { readonly name: string; readonly displayName: string; readonly geography?: string }[];
  readonly templates: readonly { readonly name: string; readonly title: string }[];
  /** The settings of environments; absent: they are not asked. */
  readonly settings?: (environments: readonly string[]) => Matrix;
  /** The secrets that a template declares; absent: there are none. */
  readonly secrets?: (template: string) => readonly TemplateSecret[];
}

/** A project that is changed. */
export interface ProjectFound {
  /** Its code is there: no template is asked for. */
  readonly hasBackend: boolean;
  /** Environments that are there without the manifest: built in, or of the configuration. */
  readonly environments: readonly string[];
}

/** A secret that a template declares. */
export interface TemplateSecret {
  /** As the code writes it. */
  readonly name: string;
  readonly description?: string;
}
