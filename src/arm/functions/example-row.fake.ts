import type { Json } from '../../model/json.ts';

/** Sections of the template that an expression stands in, and the place that it stands at. */
export interface ExampleSetting {
  readonly sections?: { readonly [section: string]: Json };
  readonly placement?: 'parameter' | 'output';
}

/** What Microsoft's function reference shows of a function, and what it refuses. */
export interface FunctionExamples {
  readonly gives: readonly (readonly [expression: string, value: Json, setting?: ExampleSetting])[];
  /** Wrong types and values out of range with a part of the message; empty only for a function that takes anything. */
  readonly refuses: readonly (readonly [expression: string, reason: string, setting?: ExampleSetting])[];
}
