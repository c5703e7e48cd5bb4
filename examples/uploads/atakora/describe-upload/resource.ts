import { defineFunction } from 'atakora';

/** Files each clean upload: measures it, names its type, and keeps it in `documents`. */
export const describeUpload = defineFunction({
  entry: './handler.ts',
  trigger: { type: 'queue', queue: 'clean-uploads' },
  access: {
    storage: { containers: { incoming: 'read', documents: 'write' } },
    cosmos: { uploads: 'write' },
  },
  memory: 2048,
});
