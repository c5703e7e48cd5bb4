import { predictDeployment } from '../../arm/predict.ts';
import type { PredictedResource, Prediction } from '../../arm/predict.ts';
import type { JsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { requireTemplateAllowed } from '../access/deployment-access.ts';
import { checkBody, checkImmutable } from '../arm/check-body.ts';
import { checkGroup, checkNew } from '../arm/check-put.ts';
import { kindFor } from '../arm/kind.ts';
import { requireWritable } from '../arm/locks.ts';
import { requireRegistered } from '../arm/registration.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import { checkPolicy } from '../policy/check-policy.ts';
import type { LocalContext } from '../context.ts';
import type { ErrorBody } from '../refusal.ts';
import { Refusal, statusName } from '../refusal.ts';
import type { StoredRequest } from '../world/deployment-store.ts';
import { findResource } from '../world/resource-store.ts';
import { inputOf } from './expansions.ts';
import { refusingTemplates } from './template-refusal.ts';

/** How a provider that is asked before a deployment words what it refuses; providers that are not listed are asked only when their turn comes. */
const providerFrames: Readonly<Record<string, 'preflight' | 'validation' | 'bare'>> = {
  'microsoft.storage': 'preflight',
  'microsoft.web': 'validation',
  'microsoft.app': 'validation',
  'microsoft.compute': 'bare',
  'microsoft.network': 'bare',
  'microsoft.containerregistry': 'preflight',
  'microsoft.cognitiveservices': 'bare',
};

/** What Resource Manager itself refuses, without asking a provider. */
const gatewayCodes = new Set([
  'ResourceGroupNotFound',
  'ResourceGroupBeingDeleted',
  'InvalidResourceNamespace',
  'InvalidResourceType',
  'MissingSubscriptionRegistration',
  'LocationRequired',
  'LocationNotAvailableForResourceType',
  'NoRegisteredProviderFound',
  'ScopeLocked',
  'InvalidDeployment',
  'MarketplacePurchaseEligibilityFailed',
]);

const policyCode = 'RequestDisallowedByPolicy';

/**
 * Checks a request as Azure does before it takes a deployment in, nested ones included: language, groups, registrations, regions,
 * locks, and what providers with a preflight of their own say to names.
 * @throws Refusal; nothing is changed
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-template-deployment
 */
export function checkDeployment(context: LocalContext, request: StoredRequest, token: string, text: string): Prediction {
  const prediction = refusingTemplates(text, () => predictDeployment(inputOf(context.expansions, request, token)));
  requireTemplateAllowed(context, prediction.resources.map(({ resource, body }) => ({ id: resource.id, type: resource.type, name: resource.name, body })));
  const made = new Set(prediction.resources.map(({ resource }) => resourceIdKey(resource.id)));
  const refused = prediction.resources.flatMap((predicted) => refusalOf(context, predicted, made));
  const [first] = refused;
  if (first === undefined) return prediction;
  const ownFault = refused.filter(({ error }) => gatewayCodes.has(error.code));
  if (ownFault.length === 1 && ownFault[0] !== undefined) throw ownFault[0];
  if (ownFault.length > 1) throw several(ownFault);
  if (refused.some(({ error }) => error.code === policyCode)) {
    throw new Refusal(400, {
      code: 'InvalidTemplateDeployment',
      message: 'The template deployment failed because of policy violation. Please see details for more information.',
      details: refused.map(({ error }) => error),
    });
  }
  throw new Refusal(400, {
    code: 'InvalidTemplateDeployment',
    message: `The template deployment '${request.name}' is not valid according to the validation procedure. The tracking id is '${context.ids.uuid()}'. See inner errors for details.`,
    details: framed(refused),
  });
}

/** Equal refusals are told once. */
function several(refusals: readonly Refusal[]): Refusal {
  const distinct = [...new Map(refusals.map((refusal) => [refusal.error.message, refusal])).values()];
  const [only] = distinct;
  if (only !== undefined && distinct.length === 1) return only;
  return new Refusal(400, {
    code: 'MultipleErrorsOccurred',
    message: `Multiple error occurred: ${distinct.map(({ status }) => statusName(status)).join(',')}. Please see details.`,
    details: distinct.map(({ error }) => error),
  });
}

function framed(refused: readonly PreflightRefusal[]): readonly ErrorBody[] {
  const byFrame = new Map<string, ErrorBody[]>();
  for (const refusal of refused) {
    const frame = providerFrames[refusal.namespace] ?? 'bare';
    const key = frame === 'bare' ? `bare ${byFrame.size}` : `${frame} ${refusal.namespace}`;
    byFrame.set(key, [...(byFrame.get(key) ?? []), refusal.error]);
  }
  return [...byFrame].flatMap(([key, details]): readonly ErrorBody[] => {
    if (key.startsWith('preflight ')) return [{ code: 'PreflightValidationCheckFailed', message: 'Preflight validation failed. Please refer to the details for the specific errors.', details }];
    if (key.startsWith('bare ')) return details;
    if (details.length === 1) return [{ code: 'ValidationForResourceFailed', message: "Validation failed for a resource. Check 'Error.Details[0]' for more information.", details }];
    return [{
      code: 'ValidationForMultipleResourcesFailed',
      message: "Validation failed for multiple resources. Check 'Error.Details[]' for more information.",
      details,
    }];
  });
}

/** A refusal that knows which provider it came from. */
class PreflightRefusal extends Refusal {
  readonly namespace: string;

  constructor(refusal: Refusal, namespace: string, name: string) {
    super(refusal.status, providerFrames[namespace] === 'preflight' && !gatewayCodes.has(refusal.error.code) ? { target: name, ...refusal.error } : refusal.error);
    this.namespace = namespace;
  }
}

function refusalOf(context: LocalContext, { resource, body }: PredictedResource, made: ReadonlySet<string>): readonly PreflightRefusal[] {
  if (resource.id.includes('[')) return [];
  const path = parseArmPath(resource.id);
  if (path?.kind !== 'resource') return [];
  const namespace = path.namespace.toLowerCase();
  try {
    checkResource(context, path, body, made);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const told = gatewayCodes.has(error.error.code) || error.error.code === policyCode || providerFrames[namespace] !== undefined;
    return told ? [new PreflightRefusal(error, namespace, path.names.join('/'))] : [];
  }
}

function checkResource(context: LocalContext, path: ResourcePath, body: JsonObject, made: ReadonlySet<string>): void {
  if (path.group !== undefined && !made.has(resourceIdKey(`/subscriptions/${path.subscriptionId}/resourceGroups/${path.group}`))) checkGroup(context, path.group);
  requireRegistered(context, path.namespace);
  requireWritable(context, path.id);
  checkPolicy(context, path, body);
  const kind = kindFor(path.type, path.names.at(-1));
  const before = findResource(context.db, resourceIdKey(path.id));
  if (before !== undefined) {
    checkBody(path, kind, body, false);
    checkImmutable({ path, kind, before, sent: body, settled: () => body }, context.correlationId ?? context.ids.uuid());
    return;
  }
  const location = body['location'];
  // A region that only the running deployment knows is looked at when its resource's turn comes.
  checkNew(context, path, typeof location === 'string' && location.startsWith('[') ? { ...kind, location: 'none' } : kind, body);
  checkBody(path, kind, body, true);
}
