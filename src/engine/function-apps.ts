import type { AppHealth } from '../model/app-health.ts';

/** A setting of an app that Key Vault fills, and how far that went. */
export interface AppSecretReference {
  readonly setting: string;
  readonly secretName: string;
  /** `Resolved`, `Initialized` (not fetched yet), or why it could not be fetched: `AccessToKeyVaultDenied`, `SecretNotFound`, … */
  readonly status: string;
  /** The version that the app holds, where that is told. */
  readonly version?: string;
}

/** What the engine does to function apps beside deploying them. All methods throw `AtakoraError` `ATK18xx`. */
export interface FunctionApps {
  /** Sends a package; resolves when the app has it unpacked. @throws AtakoraError `ATK1620` when the app does not take it. */
  publish(siteId: string, zip: Uint8Array, signal?: AbortSignal): Promise<void>;
  restart(siteId: string, signal?: AbortSignal): Promise<void>;
  /**
   * Has an app fetch what its Key Vault references point to, instead of within a day. `absent`: there is no such app.
   * @see https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#understand-rotation
   */
  refreshSecrets(siteId: string, signal?: AbortSignal): Promise<'refreshed' | 'absent'>;
  /**
   * What has become of an app's Key Vault references; empty where that is not told.
   * @see https://learn.microsoft.com/rest/api/appservice/web-apps/get-app-settings-key-vault-references
   */
  secretReferences(siteId: string, signal?: AbortSignal): Promise<readonly AppSecretReference[]>;
  health(siteId: string, signal?: AbortSignal): Promise<AppHealth>;
}
