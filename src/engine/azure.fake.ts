import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { DeploymentTarget } from '../model/synthesis.ts';
import type { Azure, DeploymentOperation, DeploymentRequest, DeploymentStatus } from './ports.ts';

export interface FakeAzureOptions {
  readonly subscriptionId?: string;
  readonly tenantId?: string;
  /** What a GET returns for a body that a deployment put; default: the body with id, name and type. */
  readonly settle?: (sent: JsonObject, id: string) => JsonObject;
  /** Failure of the resource with that id, asked each time it is deployed. */
  readonly fail?: (id: string) => AzureFailure | undefined;
  /** Text of an ARM expression in a name, scope or output; default: the expression itself. */
  readonly evaluate?: (expression: string) => Json;
  /** How often a deployment is seen running before it is seen ended; each look finishes a share of its resources. 1 by default. */
  readonly polls?: number;
  /** How often a deletion is asked before it is done. 1 by default. */
  readonly deletePolls?: number;
}

interface FakeDeployment {
  readonly request: DeploymentRequest;
  /** Resources still to be put. */
  readonly queue: { readonly id: string; readonly type: string; readonly body: JsonObject }[];
  readonly operations: DeploymentOperation[];
  looks: number;
  state: DeploymentStatus['state'];
  failure: AzureFailure | undefined;
}

/** An Azure in memory: what a deployment holds exists afterwards. */
export interface FakeAzure extends Azure {
  /** By lower-case id: what a GET returns. Tests change it to make drift. */
  readonly resources: Map<string, JsonObject>;
  /** Every call, such as `read /subscriptions/…` or `startDeployment NAME`. */
  readonly calls: string[];
  /** Requests as they were started, in order. */
  readonly deployments: DeploymentRequest[];
}

/** Id of a template's resource with a literal name, below the scope of its deployment. */
function idOf(resource: JsonObject, scope: DeploymentTarget, evaluate: (text: string) => Json): string {
  const text = (value: Json | undefined): string => {
    const raw = String(value ?? '');
    return raw.startsWith('[') ? String(evaluate(raw)) : raw;
  };
  const type = text(resource['type']);
  const names = text(resource['name']).split('/');
  const root = `/subscriptions/${scope.subscriptionId}`;
  if (type.toLowerCase() === 'microsoft.resources/resourcegroups') {
    return `${root}/resourceGroups/${names[0] ?? ''}`;
  }
  const [namespace = '', ...types] = type.split('/');
  const tail = types.map((segment, index) => `${segment}/${names[index] ?? ''}`).join('/');
  const target = text(resource['scope']);
  const group = text(resource['resourceGroup']);
  const base = scope.kind === 'resourceGroup' ? `${root}/resourceGroups/${scope.resourceGroup}` : group === '' ? root : `${root}/resourceGroups/${group}`;
  if (target === '') {
    return `${base}/providers/${namespace}/${tail}`;
  }
  return `${target.startsWith('/') ? target : literalTarget(base, target)}/providers/${namespace}/${tail}`;
}

/** `Microsoft.X/a/n1/b/n2`, the short form of a scope, as a full id. */
function literalTarget(base: string, target: string): string {
  return `${base}/providers/${target}`;
}

/** Makes an Azure for tests of the engine; synchronous inside, so that a test decides every step. */
export function createFakeAzure(options: FakeAzureOptions = {}): FakeAzure {
  const resources = new Map<string, JsonObject>();
  const calls: string[] = [];
  const requests: DeploymentRequest[] = [];
  const running = new Map<string, FakeDeployment>();
  const evaluate = options.evaluate ?? ((text: string): Json => text);
  const settle = options.settle ?? ((sent: JsonObject, id: string): JsonObject => ({ ...sent, id, name: id.slice(id.lastIndexOf('/') + 1) }));
  const polls = options.polls ?? 1;
  const key = (scope: DeploymentTarget, name: string): string =>
    `${scope.kind === 'resourceGroup' ? scope.resourceGroup.toLowerCase() : ''}/${name.toLowerCase()}`;

  const finishOne = (deployment: FakeDeployment): void => {
    const next = deployment.queue.shift();
    if (next === undefined) {
      return;
    }
    const failure = options.fail?.(next.id);
    const operationId = String(deployment.operations.length + 1);
    const facts = { operationId, targetId: next.id, targetType: next.type, durationMs: 10 };
    if (failure !== undefined) {
      deployment.failure = { code: 'DeploymentFailed', message: 'At least one resource failed.', details: [failure] };
      deployment.operations.push({ ...facts, state: 'failed', failure });
      deployment.queue.length = 0;
      return;
    }
    const { dependsOn: _edges, apiVersion: _version, condition: _condition, ...body } = next.body;
    resources.set(next.id.toLowerCase(), settle(body, next.id));
    deployment.operations.push({ ...facts, state: 'succeeded' });
  };
  const look = (deployment: FakeDeployment): void => {
    if (deployment.state !== 'running' && deployment.state !== 'accepted') {
      return;
    }
    deployment.looks += 1;
    const left = polls + 1 - deployment.looks;
    const share = left <= 0 ? deployment.queue.length : Math.ceil(deployment.queue.length / (left + 1));
    for (let count = 0; count < share; count += 1) {
      finishOne(deployment);
    }
    deployment.state = deployment.failure !== undefined ? 'failed' : left <= 0 ? 'succeeded' : 'running';
  };
  const outputsOf = (deployment: FakeDeployment): Record<string, Json> => {
    const declared = deployment.request.template['outputs'];
    const outputs: Record<string, Json> = {};
    for (const [name, output] of Object.entries(isJsonObject(declared) ? declared : {})) {
      const value = isJsonObject(output) ? (output['value'] ?? null) : null;
      outputs[name] = typeof value === 'string' && value.startsWith('[') ? evaluate(value) : value;
    }
    return outputs;
  };

  return {
    subscriptionId: options.subscriptionId ?? '22222222-2222-4222-8222-222222222222',
    tenantId: options.tenantId ?? '11111111-1111-4111-8111-111111111111',
    resources,
    calls,
    deployments: requests,
    read: async (id, apiVersion, signal) => {
      signal?.throwIfAborted();
      calls.push(`read ${id} ${apiVersion}`);
      return structuredClone(resources.get(id.toLowerCase()));
    },
    startDelete: async (id) => {
      calls.push(`delete ${id}`);
      let asked = 0;
      return {
        isDone: async () => {
          asked += 1;
          if (asked <= (options.deletePolls ?? 1) && resources.has(id.toLowerCase())) {
            return false;
          }
          for (const known of resources.keys()) {
            if (known === id.toLowerCase() || known.startsWith(`${id.toLowerCase()}/`)) {
              resources.delete(known);
            }
          }
          return true;
        },
      };
    },
    listGroup: async (resourceGroup) => {
      calls.push(`listGroup ${resourceGroup}`);
      const inside = `/resourcegroups/${resourceGroup.toLowerCase()}/providers/`;
      return [...resources.entries()]
        .filter(([id]) => id.includes(inside) && id.slice(id.indexOf(inside) + inside.length).split('/').length === 3)
        .map(([id, body]) => ({ id: String(body['id'] ?? id), type: String(body['type'] ?? '') }));
    },
    registerProviders: async (namespaces) => {
      calls.push(`registerProviders ${namespaces.join(' ')}`);
      return [];
    },
    startDeployment: async (request) => {
      calls.push(`startDeployment ${request.name}`);
      if (request.name.length > 64) {
        throw new AtakoraError('ATK1803', `deployment name ${request.name} is longer than 64 characters`);
      }
      requests.push(structuredClone(request));
      const declared = request.template['resources'];
      const list: readonly Json[] = Array.isArray(declared) ? declared : isJsonObject(declared) ? Object.values(declared) : [];
      const queue = list.filter(isJsonObject).map((body) => ({ id: idOf(body, request.scope, evaluate), type: String(body['type']), body }));
      running.set(key(request.scope, request.name), { request, queue, operations: [], looks: 0, state: 'accepted', failure: undefined });
    },
    getDeployment: async (scope, name) => {
      calls.push(`getDeployment ${name}`);
      const deployment = running.get(key(scope, name));
      if (deployment === undefined) {
        return undefined;
      }
      look(deployment);
      const { state, failure } = deployment;
      return { name, state, outputs: state === 'succeeded' ? outputsOf(deployment) : {}, ...(failure === undefined ? {} : { failure }) };
    },
    listOperations: async (scope, name) => {
      calls.push(`listOperations ${name}`);
      return [...(running.get(key(scope, name))?.operations ?? [])];
    },
    cancelDeployment: async (scope, name) => {
      calls.push(`cancelDeployment ${name}`);
      const deployment = running.get(key(scope, name));
      if (deployment !== undefined && (deployment.state === 'running' || deployment.state === 'accepted')) {
        deployment.queue.length = 0;
        deployment.state = 'canceled';
      }
    },
  };
}
