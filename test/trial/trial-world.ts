/** Where the trial deploys. */
export const world = { subscriptionId: '00000000-0000-4000-8000-000000000001', resourceGroup: 'trialgroup', location: 'eastus' } as const;

export const tenantId = '00000000-0000-4000-8000-0000000000aa';

export const managementGroup = 'trial-root';

/** The moment at which the trial begins, milliseconds since 1970. */
export const start = Date.parse('2026-01-15T10:00:00.000Z');
