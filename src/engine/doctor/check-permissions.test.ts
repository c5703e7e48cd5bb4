import { describe, expect, it } from 'vitest';
import { checkPermissions } from './check-permissions.ts';

const lacking = (...actions: readonly string[]): ReturnType<typeof checkPermissions> => checkPermissions({ next: [{ kind: 'lacking', scope: '/subscriptions/s', actions }], whole: [], objectId: 'o1' });

describe('the check of permissions', () => {
  it('is content when nothing is missing', () => {
    expect(checkPermissions({ next: [], whole: [] })).toMatchObject([{ status: 'ok' }]);
  });

  it('names the built-in role that gives what is missing, and the command that gives it to who is signed in', () => {
    expect(lacking('Microsoft.Web/sites/write')).toEqual([{ status: 'problem', code: 'ATK1802', summary: 'Contributor is missing on /subscriptions/s: this identity may not do Microsoft.Web/sites/write', next: 'Who owns it can give it: `az role assignment create --assignee o1 --role "Contributor" --scope /subscriptions/s`.' }]);
    expect(lacking('Microsoft.Authorization/roleAssignments/write')[0]?.summary).toMatch(/^Role Based Access Control Administrator is missing/);
    expect(lacking('Microsoft.Authorization/locks/write', 'Microsoft.Authorization/roleAssignments/write')[0]?.summary).toMatch(/^User Access Administrator is missing/);
    expect(lacking('a/write', 'b/write', 'c/write', 'd/write', 'Microsoft.Authorization/roleAssignments/write')[0]).toMatchObject({ summary: expect.stringMatching(/^Contributor and Role Based Access Control Administrator are missing .* d\/write and 1 more$/), next: expect.stringContaining('--role "Role Based') });
    expect(checkPermissions({ next: [{ kind: 'lacking', scope: '/x', actions: ['a/write'] }], whole: [] })[0]?.next).toContain('--assignee OBJECT_ID');
  });

  it('only warns of what the next apply does not need, and says nothing twice', () => {
    const row = (...actions: readonly string[]) => ({ kind: 'lacking', scope: '/s', actions }) as const;
    expect(checkPermissions({ next: [row('a/write')], whole: [row('a/write', 'b/write')] })).toMatchObject([{ status: 'problem', summary: expect.stringContaining('a/write') }, { status: 'warning', summary: expect.stringMatching(/may not do b\/write, which the next apply does not need$/) }]);
    expect(checkPermissions({ next: [row('a/write')], whole: [row('a/write')] })).toHaveLength(1);
  });

  it('knows that no answer is no permission', () => {
    expect(checkPermissions({ next: [{ kind: 'unknown', scope: '/x' }], whole: [{ kind: 'unknown', scope: '/x' }] })).toMatchObject([{ status: 'could-not-check' }]);
  });
});
