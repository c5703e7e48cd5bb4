import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { refuse } from '../refusal.ts';

const maxTags = 50;
const maxValue = 256;

/**
 * Checks the tags of a body that is about to be written. Storage accounts allow shorter names than all others.
 * @throws Refusal `InvalidTagNameCharacters`, `InvalidTagName`, `InvalidTagValueLength` or `InvalidTags`
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
export function checkTags(tags: unknown, type = ''): void {
  if (tags === undefined || tags === null) return;
  if (!isJsonObject(tags)) throw refuse(400, 'InvalidRequestContent', "The request content was invalid and could not be deserialized: 'Error converting value to type 'tags'. Path 'tags', line 1, position 1.'.");
  checkNames(tags, type.toLowerCase() === 'microsoft.storage/storageaccounts' ? 128 : 512);
  const long = Object.values(tags).filter((value) => typeof value === 'string' && value.length > maxValue);
  if (long.length > 0) throw refuse(400, 'InvalidTagValueLength', `Tag value too large. Following tag value '${long.join(', ')}' exceeded the maximum length. Maximum allowed length for tag value - '${maxValue}' characters.`);
  const count = Object.keys(tags).length;
  if (count > maxTags) throw refuse(400, 'InvalidTags', `The number of tags '${count}' is larger than the maximum allowed number of tags, '${maxTags}'.`);
}

function checkNames(tags: JsonObject, maxName: number): void {
  const names = Object.keys(tags);
  const wrong = names.filter((name) => hasReservedCharacter(name) && !/^(hidden-|link:)/i.test(name));
  if (wrong.length > 0) throw refuse(400, 'InvalidTagNameCharacters', `The tag names '${wrong.join(', ')}' have reserved characters '<,>,%,&,\\,?,/' or control characters.`);
  const long = names.filter((name) => name.length > maxName);
  if (long.length > 0) throw refuse(400, 'InvalidTagName', `Tag key too large. Following tag name '${long.join(', ')}' exceeded the maximum length. Maximum allowed length for tag name - '${maxName}' characters.`);
}

function hasReservedCharacter(name: string): boolean {
  return [...name].some((char) => '<>%&\\?/'.includes(char) || char < ' ');
}
