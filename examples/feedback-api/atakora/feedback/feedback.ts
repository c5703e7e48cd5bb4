/** One piece of feedback as it is stored. */
export interface Feedback {
  readonly id: string;
  readonly book: string;
  readonly reader: string;
  /** 1 to 5. */
  readonly rating: number;
  readonly text?: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}
