import type { Feedback } from '../feedback/feedback.ts';

/** What all readers together think of a book. */
export interface Summary {
  readonly book: string;
  readonly count: number;
  /** Mean rating to one decimal; absent without feedback. */
  readonly average?: number;
  /** How often each rating from 1 to 5 was given. */
  readonly ratings: Readonly<Record<1 | 2 | 3 | 4 | 5, number>>;
}

/** Sums up the feedback of one book. Ratings outside 1 to 5 are left out. */
export function summarize(book: string, feedback: readonly Feedback[]): Summary {
  const ratings = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  let total = 0;
  for (const { rating } of feedback) {
    if (isRating(rating)) {
      ratings[rating] += 1;
      total += rating;
    }
  }
  const count = Object.values(ratings).reduce((sum, times) => sum + times, 0);
  return { book, count, ...(count === 0 ? {} : { average: Math.round((total / count) * 10) / 10 }), ratings };
}

function isRating(value: number): value is 1 | 2 | 3 | 4 | 5 {
  return Number.isInteger(value) && value >= 1 && value <= 5;
}
