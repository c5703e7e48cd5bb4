/** An example with the line that its golden run changes between two plans. */
export interface ExampleCase {
  /** Folder below `examples/`, and below `snapshots/`. */
  readonly name: string;
  readonly change: {
    /** Relative to the example. */
    readonly file: string;
    readonly from: string;
    readonly to: string;
  };
}

/** Every example has golden files; a test compares this list with the folder. */
export const exampleCases: readonly ExampleCase[] = [
  {
    name: 'feedback-api',
    change: { file: 'atakora/summary/resource.ts', from: 'SUMMARY_MAX_AGE_SECONDS: 60', to: 'SUMMARY_MAX_AGE_SECONDS: 300' },
  },
  {
    name: 'uploads',
    change: { file: 'atakora/scan-upload/resource.ts', from: "queues: { 'clean-uploads': 'send' }", to: "queues: { 'clean-uploads': 'send', 'infected-uploads': 'send' }" },
  },
  {
    name: 'existing-template',
    change: { file: 'atakora/orders.ts', from: "'shipments', 'returns'", to: "'shipments', 'returns', 'complaints'" },
  },
];
