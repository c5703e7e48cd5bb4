import type { JsonObject } from '../../model/json.ts';
import { mapAt, ofObjects } from '../body-paths.ts';
import type { LocalFacts } from '../local-facts.ts';
import { textAt } from '../json-path.ts';
import { fillDefaults } from '../settled-body.ts';
import { networkPart, networkTag } from './subnet-body.ts';

const type = 'Microsoft.Network/privateEndpoints';

/** Connections to a service of the own tenant are approved at once, those that ask for approval wait for it. */
export function settledConnections(body: JsonObject, facts: LocalFacts): JsonObject {
  const approved = mapAt(body, 'properties.privateLinkServiceConnections[]', ofObjects((part) => connection(part, 'privateLinkServiceConnections', facts)));
  const manual = mapAt(approved, 'properties.manualPrivateLinkServiceConnections[]', ofObjects((part) => connection(part, 'manualPrivateLinkServiceConnections', facts)));
  return mapAt(
    manual,
    'properties.ipConfigurations[]',
    ofObjects((part) => networkPart(part, `${facts.id}/ipConfigurations/${textAt(part, 'name', '')}`, networkTag(facts), `${type}/ipConfigurations`)),
  );
}

function connection(part: JsonObject, list: string, facts: LocalFacts): JsonObject {
  const named = networkPart(part, `${facts.id}/${list}/${textAt(part, 'name', '')}`, networkTag(facts), `${type}/${list}`);
  return fillDefaults(named, {
    properties: { privateLinkServiceConnectionState: state(textAt(part, 'properties.privateLinkServiceId', ''), list) },
  });
}

function state(service: string, list: string): JsonObject {
  if (list === 'manualPrivateLinkServiceConnections') {
    return { status: 'Pending', description: '', actionsRequired: 'None' };
  }
  const own = service.toLowerCase().includes('/microsoft.network/privatelinkservices/');
  return { status: 'Approved', description: own ? 'Auto Approved' : 'Auto-Approved', actionsRequired: 'None' };
}
