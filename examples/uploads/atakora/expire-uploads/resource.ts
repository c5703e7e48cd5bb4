import { defineFunction } from 'atakora';

/** Every night: forgets uploads that were announced and never came. */
export const expireUploads = defineFunction({
  entry: './handler.ts',
  trigger: { type: 'timer', schedule: '0 30 3 * * *' },
  access: { cosmos: { uploads: 'write' } },
  environment: { EXPIRE_AFTER_HOURS: 24 },
});
