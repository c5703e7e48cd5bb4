import type { PreflightFinding } from '../../model/preflight.ts';
import { creations, placeOf, regionOf } from './preflight-input.ts';
import type { Check, Creation, PreflightInput } from './preflight-input.ts';

/** Region and subscription offer each new resource in the size and with the redundancy that it is to have. */
export const checkRegions: Check = async (input) => {
  const found = await Promise.all(creations(input).map((creation) => checkOffer(creation, input)));
  return found.flat();
};

async function checkOffer({ change, resource, kind }: Creation, { questions, azure, signal }: PreflightInput): Promise<readonly PreflightFinding[]> {
  const offer = kind?.checks?.offer;
  const region = regionOf(resource);
  if (offer === undefined || region === undefined) return [];
  const { status, body } = await questions.ask({ method: 'GET', path: `/subscriptions/${azure.subscriptionId}/providers/${offer.path.replace('{location}', region)}`, apiVersion: offer.apiVersion }, signal);
  if (status >= 400 || body === undefined) {
    return [{ check: 'regions', severity: 'could-not-check', code: 'ATK1807', summary: `Azure does not tell what ${region} offers of ${kind?.title ?? change.type}s`, hint: 'Apply finds out.', ...placeOf(change) }];
  }
  const why = offer.refused(body, resource.desired, region);
  return why === undefined ? [] : [{ check: 'regions', severity: 'blocker', code: 'ATK1807', summary: `${change.azureName} is not possible in ${region}: ${why}`, hint: 'Take another region, size or redundancy.', ...placeOf(change) }];
}
