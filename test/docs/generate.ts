import { answersSchema } from './answers-schema.ts';
import { commandsPage } from './commands-page.ts';
import { errorsPage } from './errors-page.ts';
import { failuresPage } from './failures-page.ts';
import { functionsPage } from './functions-page.ts';
import { keysPage } from './keys-page.ts';
import { walkThroughPage } from './walk-through-page.ts';

/** A page under `docs/` that is made from the code. */
export interface GeneratedPage {
  /** Path relative to the repository. */
  readonly path: string;
  readonly text: () => Promise<string>;
}

/** Every generated page. */
export const generatedPages: readonly GeneratedPage[] = [
  { path: 'docs/reference/errors.md', text: async () => errorsPage() },
  { path: 'docs/reference/azure-failures.md', text: async () => failuresPage() },
  { path: 'docs/reference/template-functions.md', text: async () => functionsPage() },
  { path: 'docs/reference/keys.md', text: async () => keysPage() },
  { path: 'docs/reference/commands.md', text: commandsPage },
  { path: 'docs/guide/walk-through.md', text: async () => walkThroughPage() },
  { path: 'docs/reference/answers.schema.json', text: async () => answersSchema() },
];
