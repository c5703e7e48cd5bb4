import { Refusal } from './refusal.ts';

/** What App Service says, and with which of its own numbers. */
export interface AppServiceSaying {
  readonly status: number;
  readonly code: string;
  readonly extendedCode: string;
  /** With `{0}` for the first of the parameters. */
  readonly template: string;
  readonly parameters?: readonly string[];
  /** The code that the same refusal has before a deployment starts; absent: the same. */
  readonly preflightCode?: string;
}

/** A refusal of App Service: its sentence three times, with a number of its own, in a frame of its own. */
export function refuseAppService({ status, code, extendedCode, template, parameters = [], preflightCode = code }: AppServiceSaying): Refusal {
  const message = parameters.reduce((text, parameter, index) => text.replace(`{${String(index)}}`, parameter), template);
  const entity = { ExtendedCode: extendedCode, MessageTemplate: template, Parameters: [...parameters], Code: code, Message: message };
  return new Refusal(status, { code: preflightCode, message }, {}, {
    Code: code,
    Message: message,
    Target: null,
    Details: [{ Message: message }, { Code: code }, { ErrorEntity: entity }],
    Innererror: null,
  });
}

/** A refusal of Cosmos DB: code and message without a frame. */
export function refuseCosmos(message: string): Refusal {
  return new Refusal(400, { code: 'BadRequest', message }, {}, { code: 'BadRequest', message });
}

/** What the engine of Cosmos DB says, packed by its resource provider. */
export function refuseCosmosEngine(sentence: string, tracking: string): Refusal {
  return refuseCosmos(`Message: {"Errors":["${sentence}"]}\r\nActivityId: ${tracking}, Microsoft.Azure.Documents.Common/2.14.0`);
}

/** A refusal with a list of details that is there and empty: Network and Compute have one always. */
export function refuseWithDetails(code: string, message: string, status = 400): Refusal {
  return new Refusal(status, { code, message, details: [] });
}

/** Network says that it cannot read a request, and why in a detail. */
export function refuseNetworkRequest(message: string, code = 'InvalidJson'): Refusal {
  return new Refusal(400, { code: 'InvalidRequestFormat', message: 'Cannot parse the request.', details: [{ code, message }] });
}
