import type { AzureFailure } from '../model/azure-failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { FunctionApps } from './function-apps.ts';
import type { Azure, DeploymentRequest } from './ports.ts';

/** A call of Resource Manager that changes nothing. */
export interface Question {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** From the root: `/subscriptions/…`. */
  readonly path: string;
  readonly apiVersion: string;
  readonly body?: JsonObject;
}

export interface Answer {
  readonly status: number;
  /** Undefined when there was none. */
  readonly body: Json | undefined;
}

/** What preflight and the cross-check of a plan ask of Azure. All methods throw `AtakoraError` `ATK1801`, `ATK1802`, `ATK1804` for sign-in, rights and network. */
export interface AzureQuestions {
  /** Answers of any other status are answers: a name check says 404 for a free name. */
  ask(question: Question, signal?: AbortSignal): Promise<Answer>;
  /** What Resource Manager and the providers have against a deployment; undefined when nothing. */
  validate(request: Omit<DeploymentRequest, 'tags'>, signal?: AbortSignal): Promise<AzureFailure | undefined>;
  /** Azure's forecast of a deployment (`changes`, `potentialChanges`, `diagnostics`). @throws AtakoraError `ATK1803` when Azure refuses to make one. */
  whatIf(request: Omit<DeploymentRequest, 'tags'>, signal?: AbortSignal): Promise<Json | undefined>;
}

/** A subscription that can be asked as well as changed. */
export interface ConnectedAzure extends Azure {
  readonly questions: AzureQuestions;
  readonly apps: FunctionApps;
  /** Names of the secrets in a vault, by its address. */
  secretNames(vaultUri: string, signal?: AbortSignal): Promise<readonly string[]>;
}
