import { plainRegion } from '../../resources/region-names.ts';
import { refuse } from '../refusal.ts';
import { isUnavailable } from './quotas.ts';
import type { WriteSubject } from './subject.ts';
import { textOf } from './subject.ts';

/** A provider that was registered before a region was opened does not know it until it is registered again; the settings of a world say where that is so. */
export function checkRegion({ context, path, body }: WriteSubject): void {
  const location = textOf(body, 'location');
  if (location === undefined || !isUnavailable(context, path.namespace, location)) return;
  throw refuse(409, 'MissingRegistrationForLocation', `The subscription is not registered for the resource type '${path.type}' in the location '${plainRegion(location)}'. Please re-register for this provider in order to have access to this location.`);
}
