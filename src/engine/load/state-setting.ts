import { z } from 'zod';
import { nearest } from '../../define/nearest.ts';

/** A container of a storage account that holds states. */
export interface AzureBlobSetting {
  readonly backend: 'azure-blob';
  readonly account: string;
  readonly container: string;
  /** Where the account is; absent: the subscription of the environment. Only `state bootstrap` needs it. */
  readonly subscriptionId?: string;
  /** Group that the account is in; absent: one made from the project's name. Only `state bootstrap` needs it. */
  readonly resourceGroup?: string;
  /** States are encrypted before they are sent, under a key made from `ATAKORA_STATE_PASSPHRASE`. */
  readonly encryption?: 'passphrase';
}

/** Where the states of an environment are kept: `local` files of the project, or a container. */
export type StateSetting = 'local' | { readonly backend: 'local' } | AzureBlobSetting;

const backends = ['local', 'azure-blob'] as const;
const blobFields = ['backend', 'account', 'container', 'subscriptionId', 'resourceGroup', 'encryption'] as const;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Limits of names, each with what it must be.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
const forms: Readonly<Record<string, readonly [pattern: RegExp, must: string]>> = {
  account: [/^[a-z0-9]{3,24}$/, 'must be the name of a storage account: 3 to 24 lower-case letters and digits'],
  container: [/^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'must be the name of a container: 3 to 63 lower-case letters, digits and single hyphens'],
  subscriptionId: [guid, 'must be the id of a subscription'],
  resourceGroup: [/^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u, 'must be the name of a resource group'],
  encryption: [/^passphrase$/, 'must be "passphrase"'],
};

interface Problem {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

/** The `state` field of a manifest. Checked by hand, so that each problem is told at its own place with the nearest name. */
export const stateSchema = z.unknown().transform((value, context): StateSetting => {
  const problems = problemsOf(value);
  for (const { path, message, hint } of problems) {
    context.addIssue({ code: 'custom', path: [...path], message, ...(hint === undefined ? {} : { params: { hint } }) });
  }
  return problems.length > 0 ? z.NEVER : (value as StateSetting);
});

function problemsOf(value: unknown): readonly Problem[] {
  if (value === 'local') {
    return [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ path: [], message: 'must be "local" or { "backend": "azure-blob", "account": …, "container": … }', ...didYouMean(value, ['local']) }];
  }
  const given = value as Readonly<Record<string, unknown>>;
  const backend = backends.find((candidate) => candidate === given['backend']);
  if (backend === undefined) {
    return [{ path: ['backend'], message: `must be one of ${backends.map((name) => `"${name}"`).join(', ')}`, ...didYouMean(given['backend'], backends) }];
  }
  const known = backend === 'local' ? ['backend'] : blobFields;
  const unknown = Object.keys(given).filter((field) => !known.some((name) => name === field));
  return [
    ...unknown.map((field): Problem => ({ path: [field], message: `is not a field of the ${backend} backend`, ...didYouMean(field, known) })),
    ...(backend === 'local' ? [] : fieldProblems(given)),
  ];
}

function fieldProblems(given: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Object.entries(forms).flatMap(([field, [pattern, must]]): readonly Problem[] => {
    const value = given[field];
    if (value === undefined) {
      return field === 'account' || field === 'container' ? [{ path: [field], message: 'is missing', hint: 'Run `atakora state bootstrap`, which makes both and writes them here.' }] : [];
    }
    return typeof value === 'string' && pattern.test(value) ? [] : [{ path: [field], message: must }];
  });
}

function didYouMean(given: unknown, known: readonly string[]): { readonly hint?: string } {
  const near = typeof given === 'string' ? nearest(given, known) : undefined;
  return near === undefined ? {} : { hint: `Did you mean "${near}"?` };
}
