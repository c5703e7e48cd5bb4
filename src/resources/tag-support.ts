import type { TagSupport } from './resource-kind.ts';

/**
 * Tags as most types take them.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
export const usualTags: TagSupport = { supported: true, max: 50, nameMax: 512, colon: true };

/** Storage accounts allow shorter tag names than everybody else. */
export const storageTags: TagSupport = { ...usualTags, nameMax: 128 };

/** Children and extensions carry no tags. */
export const noTags: TagSupport = { supported: false, max: 0, nameMax: 0, colon: false };
