import type { JsonObject } from '../../model/json.ts';
import { jsonAt } from '../../resources/json-path.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { lastName } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { Refusal, refuse } from '../refusal.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import { isUnavailable } from './quotas.ts';
import { idsIn, referencesTo } from './references.ts';
import { regionOfBody } from './resources-in-region.ts';
import type { DeletionSubject, WriteSubject } from './subject.ts';
import { numberOf, textOf } from './subject.ts';

const machineTypes = ['microsoft.compute/virtualmachines', 'microsoft.compute/virtualmachinescalesets'];

/** Sizes, images and cores, before a machine or a set of them is made. */
export function checkMachineOffer(subject: WriteSubject): void {
  const { context, path, body } = subject;
  const region = textOf(body, 'location') ?? '';
  const size = sizeOf(body);
  if (size !== undefined && isUnavailable(context, size, region)) {
    throw refuse(409, 'SkuNotAvailable', `The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: ${size}' is currently not available in location '${plainRegion(region)}'. Please try another size or deploy to a different location or different zone. See https://aka.ms/azureskunotavailable for details.`);
  }
  checkImage(subject, region);
  checkCores(context, path.id, body, region);
}

function checkImage({ context, body }: WriteSubject, region: string): void {
  const at = (key: string) => textOf(body, `properties.storageProfile.imageReference.${key}`) ?? textOf(body, `properties.virtualMachineProfile.storageProfile.imageReference.${key}`) ?? '';
  const [publisher, offer, sku, version] = ['publisher', 'offer', 'sku', 'version'].map(at);
  if (!isUnavailable(context, `${publisher}:${offer}:${sku}`, region)) return;
  throw refuse(
    400,
    'InvalidParameter',
    `The following list of images referenced from the deployment template are not found: Publisher: ${publisher}, Offer: ${offer}, Sku: ${sku}, Version: ${version}. Please refer to https://docs.microsoft.com/en-us/azure/virtual-machines/windows/cli-ps-findimage for instructions on finding available images.`,
    'imageReference',
  );
}

/** A set that spreads over several groups of machines needs a balancer of the standard SKU. @see https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-placement-groups */
export function checkPlacement({ context, body }: WriteSubject): void {
  if (jsonAt(body, 'properties.singlePlacementGroup') !== false) return;
  const pools = idsIn(body['properties']).flatMap((id) => /^(.*\/loadBalancers\/[^/]+)\//i.exec(id)?.[1] ?? []);
  const isBasic = (id: string) => (textOf(findResource(context.db, id.toLowerCase())?.body, 'sku.name') ?? 'Standard') === 'Basic';
  if (!pools.some(isBasic)) return;
  throw new Refusal(400, {
    details: [],
    code: 'MultiPlacementGroupVMScaleSetCannotReferenceBasicLoadbalancer',
    message: 'VM scale set cannot use a basic SKU load balancer when singlePlacementGroup property is false (large scale enabled). Please use standard SKU load balancer instead.',
  });
}

/** The subscription's cores in all, and those of a region: two limits with a sentence each. */
function checkCores(context: LocalContext, id: string, body: JsonObject, region: string): void {
  const needed = coresOf(body);
  const whole = context.settings.quotas['microsoft.compute/cores'];
  const local = context.settings.quotas[`microsoft.compute/cores@${plainRegion(region)}`];
  if (needed === 0 || (whole === undefined && local === undefined)) return;
  const inUse = usedCores(context, id, region);
  if (local !== undefined && inUse + needed > local) {
    throw refuse(400, 'QuotaExceeded', `Operation could not be completed as it results in exceeding approved Total Regional Cores quota. Additional details - Deployment Model: Resource Manager, Location: ${plainRegion(region)}, Current Limit: ${local}, Current Usage: ${inUse}, Additional Required: ${needed}, (Minimum) New Limit Required: ${inUse + needed}. Submit a request for Quota increase at ${requestForm(context)} by specifying parameters listed in the ‘Details’ section for deployment to succeed. Please read more about quota limits at https://docs.microsoft.com/en-us/azure/azure-supportability/regional-quota-requests.`);
  }
  const everywhere = usedCores(context, id);
  if (whole === undefined || everywhere + needed <= whole) return;
  throw refuse(400, 'QuotaExceeded', `The operation couldn't be completed as it results in exceeding quota limit of Core. Maximum allowed: ${whole}, Current in use: ${everywhere}, Additional requested: ${needed}. Read more about quota limits at https://aka.ms/AzurePerVMQuotaLimits. Submit a request for Quota increase using the link ${requestForm(context)}`);
}

/** The address of the form; the topics in it are those of a request for cores. */
function requestForm(context: LocalContext): string {
  const details = { subId: context.subscriptionId, pesId: '06bfd9d3-516b-d5c6-5802-169c800dec89', supportTopicId: 'e12e3d1d-7fa0-af33-c6d0-3c50df9658a3' };
  return `https://aka.ms/ProdportalCRP/?#create/Microsoft.Support/Parameters/${JSON.stringify(details).replaceAll('{', '%7B').replaceAll('}', '%7D').replaceAll('"', '%22')}`;
}

/** Cores of machines in a region, or in all of them. */
export function usedCores(context: LocalContext, butNot: string, region?: string): number {
  const bodies = machineTypes.flatMap((type) => keysOfType(context.db, type, '')).filter((key) => key !== butNot.toLowerCase()).map((key) => findResource(context.db, key)?.sent ?? {});
  return bodies.filter((body) => region === undefined || regionOfBody(body) === plainRegion(region)).reduce((sum, body) => sum + coresOf(body), 0);
}

function sizeOf(body: JsonObject): string | undefined {
  return textOf(body, 'properties.hardwareProfile.vmSize') ?? textOf(body, 'sku.name');
}

function coresOf(body: JsonObject): number {
  return coresOfSize(sizeOf(body) ?? '') * (numberOf(body, 'sku.capacity') ?? 1);
}

/** The first generations of A, D and G counted sizes, not cores. */
const doubling: Readonly<Record<string, number>> = { 1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 };

/**
 * Virtual cores of a machine size, read from its name; 0 for a name that is none.
 * @see https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
export function coresOfSize(size: string): number {
  const [, family = '', number = '', rest = ''] = /^(?:Standard|Basic)_([A-Z]+?)(\d+)(.*)$/i.exec(size) ?? [];
  if (number === '') return 0;
  const old = /^(?:DS?|GS?)$/i.test(family) && /^(?:_v2)?(?:_promo)?$/i.test(rest);
  if (old) return doubling[number] ?? Number(number);
  return /^A$/i.test(family) && rest === '' ? ({ 0: 1, 1: 1, 2: 2, 3: 4, 4: 8, 5: 2, 6: 4, 7: 8 }[number] ?? Number(number)) : Number(number);
}

/** A disk goes after its machine. */
export function keepAttachedDisk({ context, path }: DeletionSubject): void {
  const [user] = referencesTo(context, path.id, ['microsoft.compute/virtualmachines']);
  if (user !== undefined) throw refuse(409, 'OperationNotAllowed', `Disk ${lastName(path)} is attached to VM ${user.resource.id}.`);
}
