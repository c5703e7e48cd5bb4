import { describe, expect, test } from 'vitest';
import { knownFields } from './manifest-schema.ts';
import { meantField } from './meant-field.ts';

describe('an unknown field of the manifest', () => {
  test.each([
    ['projct', 'project'],
    ['Project', 'project'],
    ['porject', 'project'],
    ['projects', 'project'],
    ['enviroment', 'environment'],
    ['enviroments', 'environments'],
    ['organisation', 'organization'],
    ['organistaion', 'organization'],
    ['loaction', 'location'],
    ['locatoin', 'location'],
    ['subscription', 'subscriptionId'],
    ['subscriptionID', 'subscriptionId'],
    ['subcriptionId', 'subscriptionId'],
    ['tenant', 'tenantId'],
    ['tenant_id', 'tenantId'],
    ['package', 'packages'],
    ['clouds', 'cloud'],
    ['stte', 'state'],
    ['schmea', 'schema'],
    ['ID', 'id'],
  ])('%s is a slip of %s', (field, meant) => {
    expect(meantField(field, knownFields)).toBe(meant);
  });

  test.each(['costCenter', 'owner', 'locationCode', 'product', 'stage', 'status', 'team', 'client', 'allocation', 'projectOwner', 'projectId', 'organizationUnit', 'environmentType', 'department', 'application', 'data-classification', 'is', 'os'])('%s may be a tag', (field) => {
    expect(meantField(field, knownFields)).toBeUndefined();
  });
});
