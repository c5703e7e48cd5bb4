/** Ids that a test and the processes it starts agree on. */
export const testTenant = '11111111-1111-4111-8111-111111111111';
export const testSubscription = '22222222-2222-4222-8222-222222222222';
