import type { AzureFailure } from '../model/azure-failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { FunctionApps } from './function-apps.ts';
import type { Azure, Deletion, DeploymentRequest } from './ports.ts';
import type { SecretVault } from './secret-vault.ts';

/** A call of Resource Manager that changes nothing. */
export interface Question {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** From the root: `/subscriptions/…`. */
  readonly path: string;
  readonly apiVersion: string;
  readonly body?: JsonObject;
}

/** A call of Resource Manager that changes something and belongs to no deployment. */
export interface ArmChange {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  /** From the root, with its query besides the api version. */
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

/** What is known of a vault besides its address. */
export interface SecretVaultOptions {
  /** Full ARM resource id. With it, a refusal is waited out for as long as a role that was given a moment ago may need to take effect. */
  readonly vaultId?: string;
  /** When a role for its secrets was given, ISO 8601 UTC; for who has just done so. */
  readonly roleGivenAt?: string;
}

/** What there is in a subscription, and what is kept of what was deleted. */
export interface AzureLists {
  /** Everything that a list holds, all pages of it, as it came; undefined where Resource Manager has no such list. `path` from the root, with its query. */
  list(path: string, apiVersion: string, signal?: AbortSignal): Promise<readonly JsonObject[] | undefined>;
  /** Deletes for good what is kept of a deleted resource, by the path of that record; it is done when the record is gone. */
  startPurge(path: string, apiVersion: string, signal?: AbortSignal): Promise<Deletion>;
}

/** A subscription that can be asked as well as changed. */
export interface ConnectedAzure extends Azure {
  readonly questions: AzureQuestions;
  readonly lists: AzureLists;
  readonly apps: FunctionApps;
  /** Makes one call; resolves when Azure has accepted it. @throws AtakoraError `ATK18xx` when it refuses. */
  change(call: ArmChange, signal?: AbortSignal): Promise<void>;
  /** The secrets of a vault, by its address. Nothing is sent before the first call. */
  secrets(vaultUri: string, options?: SecretVaultOptions): SecretVault;
}
