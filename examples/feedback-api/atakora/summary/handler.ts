import type { Feedback } from '../feedback/feedback.ts';
import { summarize } from './summarize.ts';

/** The members of `HttpRequest` of the Azure Functions programming model v4 that are read here. */
interface SummaryRequest {
  readonly params: Readonly<Record<string, string>>;
}

/** The members of `InvocationContext` that are used here; `feedback` is a Cosmos DB input of all items of the book. */
interface SummaryContext {
  readonly extraInputs: { get(name: 'feedback'): unknown };
}

/** Answers with the summary of a book; a book that nobody wrote about has a count of 0. */
export async function handler(request: SummaryRequest, context: SummaryContext) {
  const book = request.params['book'];
  if (book === undefined || book === '') {
    return { status: 400, jsonBody: { error: 'The path names no book.' } };
  }
  const feedback = (context.extraInputs.get('feedback') ?? []) as readonly Feedback[];
  const seconds = Number(process.env['SUMMARY_MAX_AGE_SECONDS'] ?? '0');
  return {
    status: 200,
    headers: { 'cache-control': `public, max-age=${Number.isFinite(seconds) ? seconds : 0}` },
    jsonBody: summarize(book, feedback),
  };
}
