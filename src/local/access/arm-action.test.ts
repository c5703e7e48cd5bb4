import { describe, expect, it } from 'vitest';
import { armAction } from './arm-action.ts';

const s = '/subscriptions/s';
const g = `${s}/resourceGroups/g`;

describe('the action of a request', () => {
  it.each([
    ['PUT', `${g}/providers/Microsoft.Storage/storageAccounts/a`, 'Microsoft.Storage/storageAccounts/write', `${g}/providers/Microsoft.Storage/storageAccounts/a`],
    ['PATCH', `${g}/providers/Microsoft.Storage/storageAccounts/a`, 'Microsoft.Storage/storageAccounts/write', `${g}/providers/Microsoft.Storage/storageAccounts/a`],
    ['GET', `${g}/providers/Microsoft.Storage/storageAccounts`, 'Microsoft.Storage/storageAccounts/read', g],
    ['GET', `${s}/providers/Microsoft.Storage/storageAccounts`, 'Microsoft.Storage/storageAccounts/read', s],
    ['POST', `${g}/providers/Microsoft.Storage/storageAccounts/a/listKeys`, 'Microsoft.Storage/storageAccounts/listKeys/action', `${g}/providers/Microsoft.Storage/storageAccounts/a`],
    ['POST', `${g}/providers/Microsoft.Web/sites/a/config/appsettings/list`, 'Microsoft.Web/sites/config/list/action', `${g}/providers/Microsoft.Web/sites/a/config/appsettings`],
    ['POST', `${s}/providers/Microsoft.Web/register`, 'Microsoft.Web/register/action', s],
    ['POST', `${s}/providers/Microsoft.Storage/checkNameAvailability`, 'Microsoft.Storage/checkNameAvailability/read', s],
    ['DELETE', g, 'Microsoft.Resources/subscriptions/resourceGroups/delete', g],
    ['GET', s, 'Microsoft.Resources/subscriptions/read', s],
    ['GET', `${s}/locations`, 'Microsoft.Resources/subscriptions/locations/read', s],
    ['PUT', `${g}/providers/Microsoft.Resources/deployments/d`, 'Microsoft.Resources/deployments/write', `${g}/providers/Microsoft.Resources/deployments/d`],
    ['GET', `${g}/deployments/d/operations`, 'Microsoft.Resources/deployments/operations/read', `${g}/providers/Microsoft.Resources/deployments/d`],
    ['POST', `${s}/providers/Microsoft.Resources/deployments/d/validate`, 'Microsoft.Resources/deployments/validate/action', `${s}/providers/Microsoft.Resources/deployments/d`],
    ['PUT', `${g}/providers/Microsoft.Storage/storageAccounts/a/providers/Microsoft.Authorization/locks/l`, 'Microsoft.Authorization/locks/write', `${g}/providers/Microsoft.Storage/storageAccounts/a/providers/Microsoft.Authorization/locks/l`],
    ['GET', '/providers/Microsoft.Authorization/roleAssignments', 'Microsoft.Authorization/roleAssignments/read', ''],
    ['PUT', '/providers/Microsoft.Management/managementGroups/m', 'Microsoft.Management/managementGroups/write', '/providers/Microsoft.Management/managementGroups/m'],
  ])('%s %s is %s', (method, path, action, scope) => {
    expect(armAction(method, path.split('/').filter((segment) => segment !== ''))).toEqual({ action, scope });
  });

  it.each(['/subscriptions', `${s}/resourceGroups`, `${g}/resources`, '/tenants', `${s}/operationresults/t`, '/providers/Microsoft.Authorization/roleDefinitions/r', '/providers/Microsoft.Authorization/policyDefinitions', '/providers/Microsoft.Storage/operations'])('of GET %s needs no role', (path) => {
    expect(armAction('GET', path.split('/').filter((segment) => segment !== ''))).toBeUndefined();
  });
});
