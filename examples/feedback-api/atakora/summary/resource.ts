import { defineFunction, resources } from 'atakora';

/** `GET /api/books/{book}/summary`: how many readers liked a book, and how much. */
export const summary = defineFunction({
  entry: './handler.ts',
  trigger: { type: 'http', methods: ['GET'], route: 'books/{book}/summary', auth: 'anonymous' },
  access: { cosmos: { feedback: 'read' } },
  environment: {
    COSMOS_ENDPOINT: resources.cosmos.endpoint,
    SUMMARY_MAX_AGE_SECONDS: 60,
  },
});
