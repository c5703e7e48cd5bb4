import { defineCrudApi } from 'atakora';

/** What readers tell us about a book. A reader says one thing about each book. */
export const feedbackApi = defineCrudApi({
  entity: 'Feedback',
  fields: {
    book: 'string',
    reader: 'string',
    rating: 'number',
    text: 'string?',
    createdAt: 'date',
  },
  partitionKey: '/book',
  uniqueKeys: [['/reader']],
});
