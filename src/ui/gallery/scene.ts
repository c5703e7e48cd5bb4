import type { ScreenStage } from '../ink/show-screen.tsx';
import type { SurfaceOptions, TextSurface } from '../plain/text-surface.ts';

/** What a picture is made for. */
export interface SceneLook {
  readonly surface: TextSurface;
  /** What the surface is made of. */
  readonly options: SurfaceOptions;
  /** Lines that the live part of a screen may have: one less than the window has. */
  readonly rows: number;
  /** False: nothing moves by itself. */
  readonly motion: boolean;
}

/** One look of a component, from sample data. */
export interface SceneState {
  /** Names its golden file. */
  readonly name: string;
  readonly lines: (look: SceneLook) => readonly string[] | Promise<readonly string[]>;
}

/** All looks of a component. */
export interface SceneSet {
  readonly states: readonly SceneState[];
  /** Everything that is said in its place where a screen reader is spoken to; absent: the same lines, drawn for it. */
  readonly spoken?: (options: SurfaceOptions) => Promise<readonly string[]>;
  /** Shows the component itself, to be used with keys; absent for what is only printed. */
  readonly play?: (stage: ScreenStage) => Promise<unknown>;
}

/** A part of the program that people see, as the gallery lists it. */
export interface Scene {
  readonly name: string;
  readonly title: string;
  /**
   * `screen`: never taller than its window, and redrawn. `printed`: as long as it takes, once. `lines`: one for each thing that happens or is
   * asked, which the terminal breaks where it is too long.
   */
  readonly kind: 'screen' | 'printed' | 'lines';
  /** Shown on a screen of its own, which leaves the scrollback as it was. */
  readonly alternate?: true;
  /** Made when it is shown: components and sample data are loaded then. */
  readonly load: () => Promise<SceneSet>;
}
