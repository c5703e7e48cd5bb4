import type { FunctionExamples } from './example-row.fake.ts';
import { listExamples } from './list-examples.fake.ts';
import { numberExamples } from './number-examples.fake.ts';
import { resourceExamples } from './resource-examples.fake.ts';
import { textExamples } from './text-examples.fake.ts';

/** Examples by function, under its documented name. */
export const functionExamples: Readonly<Record<string, FunctionExamples>> = { ...listExamples, ...numberExamples, ...textExamples, ...resourceExamples };
