import type { AzureFailure } from '../../model/azure-failure.ts';

/** What helps against a failure, with the command to type; undefined when nothing is known about it. */
export function mendOf(failure: AzureFailure | undefined): string | undefined {
  const advice = failure?.advice;
  if (advice === undefined || advice.rule === 'unknown') return undefined;
  return advice.fix === undefined ? advice.hint : `${advice.hint} \`${advice.fix}\``;
}
