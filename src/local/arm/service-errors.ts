import { Refusal } from '../refusal.ts';

/** App Service says its sentence three times, with a number of its own. */
export function ofAppService(status: number, code: string, extendedCode: string, messageTemplate: string, parameters: readonly string[]): Refusal {
  const message = parameters.reduce((text, parameter, index) => text.replace(`{${String(index)}}`, parameter), messageTemplate);
  const entity = { ExtendedCode: extendedCode, MessageTemplate: messageTemplate, Parameters: [...parameters], Code: code, Message: message };
  return new Refusal(status, { code, message }, {}, { Code: code, Message: message, Target: null, Details: [{ Message: message }, { Code: code }, { ErrorEntity: entity }], Innererror: null });
}

/** Cosmos DB answers code and message without a frame. */
export function ofCosmos(message: string): Refusal {
  return new Refusal(400, { code: 'BadRequest', message }, {}, { code: 'BadRequest', message });
}

/** What the engine of Cosmos DB says, packed by its resource provider. */
export function ofCosmosEngine(sentence: string, tracking: string): Refusal {
  return ofCosmos(`Message: {"Errors":["${sentence}"]}\r\nActivityId: ${tracking}, Microsoft.Azure.Documents.Common/2.14.0`);
}

/** Network says that it cannot read a request, and why in a detail. */
export function ofNetwork(message: string, code = 'InvalidJson'): Refusal {
  return new Refusal(400, { code: 'InvalidRequestFormat', message: 'Cannot parse the request.', details: [{ code, message }] });
}
