import { defineFunction, resources } from 'atakora';

/** `POST /api/uploads`: announces a file and says where to put it. */
export const requestUpload = defineFunction({
  entry: './handler.ts',
  trigger: { type: 'http', methods: ['POST'], route: 'uploads' },
  access: {
    storage: { containers: { incoming: 'write' } },
    cosmos: { uploads: { access: 'write', partitionKey: '/owner' } },
  },
  environment: {
    INCOMING_URL: `${resources.storage.blobEndpoint}incoming`,
    LARGEST_FILE_BYTES: 25_000_000,
  },
});
