import { evaluationLimits } from './limits.ts';
import { tooMuch } from './session.ts';

/**
 * Texts joined with a separator, refused before they are put together when they are too long.
 * @throws ArmTemplateError `ATK2011` when the result has more characters than a value may have.
 */
export function joinBounded(parts: readonly string[], separator = ''): string {
  const length = parts.reduce((sum, part) => sum + part.length, separator.length * Math.max(parts.length - 1, 0));
  if (length > evaluationLimits.valueSize) throw tooMuch(`makes a value of more than ${evaluationLimits.valueSize} characters`);
  return parts.join(separator);
}
