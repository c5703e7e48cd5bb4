import { stringAt } from '../arguments.ts';
import type { FunctionDescriptor } from '../function-descriptor.ts';
import { evaluationError } from '../template-error.ts';

/**
 * Functions that end the evaluation.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical
 */
export const flowFunctions: readonly FunctionDescriptor[] = [
  {
    name: 'fail',
    minArgs: 1,
    maxArgs: 1,
    evaluate: (args, call) => {
      throw evaluationError(`The template function 'fail' was called with the message: ${stringAt(args, 0, call)}`);
    },
  },
];
