import { ArmTemplateError } from '../../arm/template-error.ts';
import { templatePosition } from '../../arm/template-position.ts';
import type { ErrorBody } from '../refusal.ts';
import { Refusal } from '../refusal.ts';

/**
 * Runs `work`; a template that it refuses becomes Azure's answer to the request that brought the template.
 * @param text body of that request, which lines and columns refer to; empty when nobody has it any more
 */
export function refusingTemplates<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    throw new Refusal(400, templateFailure(text, error));
  }
}

/** `InvalidTemplate` with the place of the mistake, in the message and beside it. */
function templateFailure(text: string, error: ArmTemplateError): ErrorBody {
  const path = error.path === undefined || error.path === '' ? '' : `properties.template.${error.path}`;
  const place = path === '' || text === '' ? undefined : templatePosition(text, path);
  const { line, column } = place ?? { line: 0, column: 0 };
  const member = /Could not find member '.*' on object of type '\w+'/.exec(error.message)?.[0];
  // What the service cannot read never gets as far as the template language.
  if (member !== undefined && place !== undefined) return { code: 'InvalidRequestContent', message: `The request content was invalid and could not be deserialized: '${member}. Path '${path}', line ${line}, position ${column}.'.` };
  const message = place === undefined ? error.message : withPlace(error.message, line, column);
  return { code: error.armCode, message, additionalInfo: [violation(path, line, column)] };
}

/** The error of a resource whose expressions fail while the deployment runs: the text of the request is gone by then. */
export function expressionFailure(error: ArmTemplateError, resourceId: string): ErrorBody {
  return {
    code: error.armCode,
    message: `Unable to process template language expressions for resource '${resourceId}' at line '0' and column '0'. '${error.message}'`,
    additionalInfo: [violation(error.path ?? '', 0, 0)],
  };
}

/**
 * Azure names the place behind what the sentence is about. The template language knows no text, so it leaves the place out or gives
 * the path of the resource instead.
 */
function withPlace(message: string, line: number, column: number): string {
  const where = ` at line '${line}' and column '${column}'`;
  if (/ at line '\d+' and column '\d+'/.test(message)) return message;
  const byPath = message.replace(/ at path '[^']*'/, where);
  if (byPath !== message) return byPath;
  return message.replace(subject, (about) => `${about}${where}`);
}

/** A name that is an expression may hold quotes: it ends where the sentence goes on. */
const subject = /(The value for the template parameter '[^']*'|The template resource '(?:[^']*|.*?)'(?: for type '[^']*')?(?= (?:is not valid|has ))|The template 'copy' definition|The resource '[^']*'(?= is defined multiple times))/;

function violation(path: string, line: number, column: number): { readonly type: string; readonly info: { readonly lineNumber: number; readonly linePosition: number; readonly path: string } } {
  return { type: 'TemplateViolation', info: { lineNumber: line, linePosition: column, path } };
}
