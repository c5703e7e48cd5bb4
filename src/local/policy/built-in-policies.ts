import type { Json, JsonObject } from '../../model/json.ts';

/** A policy definition that every tenant has. */
export interface BuiltInPolicy {
  /** Microsoft's GUID. */
  readonly name: string;
  readonly displayName: string;
  readonly mode: 'All' | 'Indexed';
  readonly category: string;
  readonly parameters: JsonObject;
  readonly policyRule: JsonObject;
}

const text = (displayName: string, rest: JsonObject = {}): JsonObject => ({ type: 'String', metadata: { displayName }, ...rest });
const list = (displayName: string, rest: JsonObject = {}): JsonObject => ({ type: 'Array', metadata: { displayName }, ...rest });
const effect = (defaultValue: string, ...others: readonly string[]): JsonObject => text('Effect', { allowedValues: [defaultValue, ...others, 'Disabled'], defaultValue });
const chosen = "[parameters('effect')]";
const tag: Json = "[concat('tags[', parameters('tagName'), ']')]";
const tagName = { tagName: text('Tag Name') };
const tagNameAndValue = { ...tagName, tagValue: text('Tag Value') };
const group: JsonObject = { field: 'type', equals: 'Microsoft.Resources/subscriptions/resourceGroups' };
const isType = (type: string): JsonObject => ({ field: 'type', equals: type });
const deny = { effect: 'deny' };

/** Role that the assignments of tag policies need: Contributor. */
const contributor = '/providers/microsoft.authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c';
const modifyTag = (operation: 'add' | 'addOrReplace', value: string): JsonObject => ({
  effect: 'modify',
  details: { roleDefinitionIds: [contributor], operations: [{ operation, field: tag, value }] },
});

const inherited = (source: 'resourceGroup' | 'subscription') => `[${source}().tags[parameters('tagName')]]`;
const given = "[parameters('tagValue')]";
const missing: JsonObject = { field: tag, exists: 'false' };

/** The two halves of a rule; a literal with the second one's name would look like a promise. */
function ruleOf(condition: JsonObject, consequence: JsonObject): JsonObject {
  return Object.fromEntries(['if', 'then'].map((half) => [half, half === 'if' ? condition : consequence]));
}

function policy(name: string, displayName: string, mode: BuiltInPolicy['mode'], category: string, parameters: JsonObject, condition: JsonObject, then: JsonObject): BuiltInPolicy {
  return { name, displayName, mode, category, parameters, policyRule: ruleOf(condition, then) };
}

/** A definition that wants one setting of a type, with an effect that the assignment chooses. */
function setting(name: string, displayName: string, category: string, type: string, wrong: JsonObject): BuiltInPolicy {
  return policy(name, displayName, 'Indexed', category, { effect: effect('Audit', 'Deny') }, { allOf: [isType(type), wrong] }, { effect: chosen });
}

/**
 * Built-in definitions that are assigned most, under Microsoft's ids.
 * @see https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies
 */
export const builtInPolicies: readonly BuiltInPolicy[] = [
  policy('e56962a6-4747-49cd-b67b-bf8b01975c4c', 'Allowed locations', 'Indexed', 'General', { listOfAllowedLocations: list('Allowed locations') },
    {
      allOf: [
        { field: 'location', notIn: "[parameters('listOfAllowedLocations')]" },
        { field: 'location', notEquals: 'global' },
        { field: 'type', notEquals: 'Microsoft.AzureActiveDirectory/b2cDirectories' },
      ],
    }, deny),
  policy('e765b5de-1225-4ba3-bd56-1ac6695af988', 'Allowed locations for resource groups', 'All', 'General', { listOfAllowedLocations: list('Allowed locations') },
    { allOf: [group, { field: 'location', notIn: "[parameters('listOfAllowedLocations')]" }] }, deny),
  policy('a08ec900-254a-4555-9bf5-e42af04b5c5c', 'Allowed resource types', 'Indexed', 'General', { listOfResourceTypesAllowed: list('Allowed resource types') },
    { not: { field: 'type', in: "[parameters('listOfResourceTypesAllowed')]" } }, deny),
  policy('6c112d4e-5bc7-47ae-a041-ea2d9dccd749', 'Not allowed resource types', 'All', 'General', {
    listOfResourceTypesNotAllowed: list('Not allowed resource types'),
    effect: effect('Deny', 'Audit'),
  },
    { allOf: [{ field: 'type', in: "[parameters('listOfResourceTypesNotAllowed')]" }, { value: "[field('type')]", exists: true }] }, { effect: chosen }),
  policy('871b6d14-10aa-478d-b590-94f262ecfa99', 'Require a tag on resources', 'Indexed', 'Tags', tagName, missing, deny),
  policy('1e30110a-5ceb-460c-a204-c1c3969c6d62', 'Require a tag and its value on resources', 'Indexed', 'Tags', tagNameAndValue, { not: { field: tag, equals: given } }, deny),
  policy('96670d01-0a4d-4649-9c89-2d3abc0a5025', 'Require a tag on resource groups', 'All', 'Tags', tagName, { allOf: [group, missing] }, deny),
  policy('8ce3da23-7156-49e4-b145-24f95f9dcb46', 'Require a tag and its value on resource groups', 'All', 'Tags', tagNameAndValue, { allOf: [group, { not: { field: tag, equals: given } }] }, deny),
  policy('cd3aa116-8754-49c9-a813-ad46512ece54', 'Inherit a tag from the resource group', 'Indexed', 'Tags', tagName,
    {
      allOf: [{ field: tag, notEquals: inherited('resourceGroup') }, { value: inherited('resourceGroup'), notEquals: '' }],
    }, modifyTag('addOrReplace', inherited('resourceGroup'))),
  policy('ea3f2387-9b95-492a-a190-fcdc54f7b070', 'Inherit a tag from the resource group if missing', 'Indexed', 'Tags', tagName,
    { allOf: [missing, { value: inherited('resourceGroup'), notEquals: '' }] }, modifyTag('add', inherited('resourceGroup'))),
  policy('b27a0cbd-a167-4dfa-ae64-4337be671140', 'Inherit a tag from the subscription', 'Indexed', 'Tags', tagName,
    {
      allOf: [{ field: tag, notEquals: inherited('subscription') }, { value: inherited('subscription'), notEquals: '' }],
    }, modifyTag('addOrReplace', inherited('subscription'))),
  policy('2a0e14a6-b0a6-4fab-991a-187a4f81c498', 'Append a tag and its value to resources', 'Indexed', 'Tags', tagNameAndValue, missing, { effect: 'append', details: [{ field: tag, value: given }] }),
  policy('49c88fc8-6fd1-46fd-a676-f12d1d3a4c71', 'Append a tag and its value to resource groups', 'All', 'Tags', tagNameAndValue, { allOf: [group, missing] }, { effect: 'append', details: [{ field: tag, value: given }] }),
  policy('4f9dc7db-30c1-420c-b61a-e1d640128d26', 'Add a tag to resources', 'Indexed', 'Tags', tagNameAndValue, missing, modifyTag('add', given)),
  policy('5ffd78d9-436d-4b41-a421-5baa819e3008', 'Add or replace a tag on resources', 'Indexed', 'Tags', tagNameAndValue, { field: tag, notEquals: given }, modifyTag('addOrReplace', given)),
  policy('726aca4c-86e9-4b04-b0c5-073027359532', 'Add a tag to resource groups', 'All', 'Tags', tagNameAndValue, { allOf: [group, missing] }, modifyTag('add', given)),
  policy('cccc23c7-8427-4f53-ad12-b6a63eb452b3', 'Allowed virtual machine size SKUs', 'Indexed', 'Compute', { listOfAllowedSKUs: list('Allowed Size SKUs') },
    {
      allOf: [
        isType('Microsoft.Compute/virtualMachines'),
        { not: { field: 'Microsoft.Compute/virtualMachines/sku.name', in: "[parameters('listOfAllowedSKUs')]" } },
      ],
    }, deny),
  policy('7433c107-6db4-4ad1-b57a-a76dce0154a1', 'Storage accounts should be limited by allowed SKUs', 'Indexed', 'Storage', { effect: effect('Deny', 'Audit'), listOfAllowedSKUs: list('Allowed SKUs') },
    {
      allOf: [
        isType('Microsoft.Storage/storageAccounts'),
        { not: { field: 'Microsoft.Storage/storageAccounts/sku.name', in: "[parameters('listOfAllowedSKUs')]" } },
      ],
    }, { effect: chosen }),
  setting('404c3081-a854-4457-ae30-26a93ef643f9', 'Secure transfer to storage accounts should be enabled', 'Storage', 'Microsoft.Storage/storageAccounts', {
    anyOf: [
      {
        allOf: [
          { value: '[requestContext().apiVersion]', less: '2019-04-01' },
          { field: 'Microsoft.Storage/storageAccounts/supportsHttpsTrafficOnly', exists: 'false' },
        ],
      },
      { field: 'Microsoft.Storage/storageAccounts/supportsHttpsTrafficOnly', equals: 'false' },
    ],
  }),
  setting('4fa4b6c0-31ca-4c0d-b10d-24b96f62a751', 'Storage account public access should be disallowed', 'Storage', 'Microsoft.Storage/storageAccounts', {
    not: { field: 'Microsoft.Storage/storageAccounts/allowBlobPublicAccess', equals: 'false' },
  }),
  setting('34c877ad-507e-4c82-993e-3452a6e0ad3c', 'Storage accounts should restrict network access', 'Storage', 'Microsoft.Storage/storageAccounts', {
    field: 'Microsoft.Storage/storageAccounts/networkAcls.defaultAction',
    notEquals: 'Deny',
  }),
  setting('a4af4a39-4135-47fb-b175-47fbdf85311d', 'App Service apps should only be accessible over HTTPS', 'App Service', 'Microsoft.Web/sites', {
    allOf: [{ field: 'kind', notContains: 'functionapp' }, { field: 'Microsoft.Web/sites/httpsOnly', notEquals: 'true' }],
  }),
  setting('6d555dd1-86f2-4f1c-8ed7-5abae7c6cbab', 'Function apps should only be accessible over HTTPS', 'App Service', 'Microsoft.Web/sites', {
    allOf: [{ field: 'kind', contains: 'functionapp' }, { field: 'Microsoft.Web/sites/httpsOnly', notEquals: 'true' }],
  }),
  setting('0b60c0b2-2dc2-4e1c-b5c9-abbed971de53', 'Key vaults should have deletion protection enabled', 'Key Vault', 'Microsoft.KeyVault/vaults', { field: 'Microsoft.KeyVault/vaults/enablePurgeProtection', notEquals: 'true' }),
  setting('12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5', 'Azure Key Vault should use RBAC permission model', 'Key Vault', 'Microsoft.KeyVault/vaults', { field: 'Microsoft.KeyVault/vaults/enableRbacAuthorization', notEquals: 'true' }),
];

/** A built-in definition as a GET shows it. */
export function builtInView({ name, displayName, mode, category, parameters, policyRule }: BuiltInPolicy): JsonObject {
  return {
    properties: {
      displayName,
      policyType: 'BuiltIn',
      mode,
      metadata: { version: '1.0.0', category },
      version: '1.0.0',
      parameters,
      policyRule,
      versions: ['1.0.0'],
    },
    id: `/providers/Microsoft.Authorization/policyDefinitions/${name}`,
    type: 'Microsoft.Authorization/policyDefinitions',
    name,
  };
}

const byName = new Map(builtInPolicies.map((definition) => [definition.name, definition]));

/** The built-in definition of that GUID, in any case. */
export function findBuiltIn(name: string): BuiltInPolicy | undefined {
  return byName.get(name.toLowerCase());
}
