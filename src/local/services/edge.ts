import { refuse } from '../refusal.ts';
import { findResource } from '../world/resource-store.ts';
import type { WriteSubject } from './subject.ts';
import { objectsOf, textOf, textsOf } from './subject.ts';

/** Values that a condition on a request takes. @see https://learn.microsoft.com/azure/frontdoor/rules-match-conditions */
const acceptable: Readonly<Record<string, readonly string[]>> = {
  RequestMethod: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'],
  RequestScheme: ['HTTP', 'HTTPS'],
  HttpVersion: ['2.0', '1.1', '1.0', '0.9'],
  IsDevice: ['Mobile', 'Desktop'],
};

/** The conditions of a rule of Front Door. */
export function checkRuleConditions({ body }: WriteSubject): void {
  objectsOf(body, 'properties.conditions').forEach((condition, i) => {
    const values = acceptable[textOf(condition, 'name') ?? ''];
    const wrong = values === undefined ? undefined : textsOf(condition, 'parameters.matchValues').find((value) => !values.includes(value));
    if (values !== undefined && wrong !== undefined) throw refuse(400, 'BadRequest', `Property 'Rule.Conditions[${i}].Parameters.MatchValues' cannot be set to '${wrong}'. Acceptable values are: ${values.join(', ')}`);
  });
}

/** A security policy needs the firewall policy that it names. */
export function checkFirewallPolicy({ context, body }: WriteSubject): void {
  const policy = textOf(body, 'properties.parameters.wafPolicy.id');
  if (policy !== undefined && findResource(context.db, policy.toLowerCase()) === undefined) throw refuse(400, 'BadRequest', 'Web Application Firewall Policy being attached to AFDX profile does not exist.');
}
