import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Copies an example without what was applied in it; what was in `target` goes away. */
export function copyExample(root: string, name: string, target: string): void {
  rmSync(target, { recursive: true, force: true });
  cpSync(join(root, 'examples', name), target, { recursive: true, filter: (path) => !path.includes(join('.atakora', 'local')) });
}
