import { ArmTemplateError } from '../../arm/template-error.ts';
import type { ErrorBody } from '../refusal.ts';
import { Refusal } from '../refusal.ts';

/** Runs `work`; a template that it refuses becomes Azure's answer to the request that brought the template. */
export function refusingTemplates<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    const path = error.path === undefined ? '' : `properties.template.${error.path}`;
    throw new Refusal(400, { code: error.armCode, message: error.message, additionalInfo: [violation(path)] });
  }
}

/** The error of a resource whose expressions fail while the deployment runs. */
export function expressionFailure(error: ArmTemplateError, resourceId: string): ErrorBody {
  return {
    code: error.armCode,
    message: `Unable to process template language expressions for resource '${resourceId}' at line '0' and column '0'. '${error.message}'`,
    additionalInfo: [violation(error.path ?? '')],
  };
}

/** Lines and columns belong to the text of the request, which is parsed by now: they are 0, the path says where. */
function violation(path: string): { readonly type: string; readonly info: { readonly lineNumber: number; readonly linePosition: number; readonly path: string } } {
  return { type: 'TemplateViolation', info: { lineNumber: 0, linePosition: 0, path } };
}
