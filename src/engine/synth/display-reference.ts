import type { Expression, Value } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';

/** What a person reads instead of an ARM expression: `cosmos.endpoint`, `https://${functions.hostName}/api`. */
export function displayReference(expression: Expression): string {
  switch (expression.$) {
    case 'ref':
      return displayTarget(expression.target, expression.output);
    case 'context':
      return `azure.${expression.key}`;
    case 'secret':
      return `secret ${expression.name}`;
    case 'arm':
      return expression.expression;
    case 'concat':
      return expression.parts.map(displayPart).join('');
  }
}

function displayPart(part: Value): string {
  if (typeof part === 'object' && part !== null && !Array.isArray(part) && isExpression(part)) {
    return `\${${displayReference(part)}}`;
  }
  return String(part);
}

/** `main/cosmos.main/account` and `endpoint` → `cosmos.endpoint`; of a component's own: `ledger.queue.id`. */
function displayTarget(target: string, output: string): string {
  const [, owner = target, name = ''] = target.split('/');
  const [type, key] = owner.split('.');
  if (key === undefined) {
    return `${owner}.${name}.${output}`;
  }
  return key === 'main' ? `${type}.${output}` : `${type}.${key}.${output}`;
}
