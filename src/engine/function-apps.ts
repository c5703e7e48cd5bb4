import type { AppHealth } from '../model/app-health.ts';

/** What the engine does to function apps beside deploying them. All methods throw `AtakoraError` `ATK18xx`. */
export interface FunctionApps {
  /** Sends a package; resolves when the app has it unpacked. @throws AtakoraError `ATK1620` when the app does not take it. */
  publish(siteId: string, zip: Uint8Array, signal?: AbortSignal): Promise<void>;
  restart(siteId: string, signal?: AbortSignal): Promise<void>;
  health(siteId: string, signal?: AbortSignal): Promise<AppHealth>;
}
