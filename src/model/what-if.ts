import type { Address } from './address.ts';
import type { Json } from './json.ts';

/** `certain`: Azure says so. `potential`: it may or may not happen, Azure cannot tell before. `not-analysed`: Azure did not look, which is no agreement. */
export type WhatIfCertainty = 'certain' | 'potential' | 'not-analysed';

/** One place where Azure's forecast is not what the plan says. */
export interface WhatIfFinding {
  readonly certainty: WhatIfCertainty;
  /** ARM resource id. */
  readonly id: string;
  /** Absent for what the plan does not know. */
  readonly address?: Address;
  /** One sentence. */
  readonly text: string;
  /** Dotted path of the property that it is about. */
  readonly path?: string;
  /** Values as Azure has and would have them; absent when there is none or it is sensitive. */
  readonly before?: Json;
  readonly after?: Json;
}

/** Why a part of Azure's forecast is not told: known noise, each kind counted. */
export const whatIfNoise = ['ignored', 'no-effect', 'default', 'output', 'normalised', 'computed', 'unmanaged', 'left-to-others'] as const;
export type WhatIfNoise = (typeof whatIfNoise)[number];

export interface WhatIfReport {
  /** By certainty, then id, then path. */
  readonly findings: readonly WhatIfFinding[];
  /** Changes on which plan and forecast agree. */
  readonly agreed: number;
  readonly hidden: Readonly<Partial<Record<WhatIfNoise, number>>>;
  /** Azure's own remarks on its forecast. */
  readonly remarks: readonly { readonly level: 'error' | 'warning' | 'info'; readonly code: string; readonly message: string; readonly target?: string }[];
}
