import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

/** What runs and installations leave in an example's folder. */
const leftovers = [join('.atakora', 'local'), join('.atakora', 'out'), 'node_modules'];

/** Copies an example as it is in the repository; `world` are the settings of its local Azure, such as how slow it is. */
export function copyExample(name: string, folder: string, world?: Readonly<Record<string, unknown>>): void {
  const from = join(examples, name);
  cpSync(from, folder, { recursive: true, filter: (path) => !leftovers.some((leftover) => path.startsWith(join(from, leftover))) });
  if (world !== undefined) {
    mkdirSync(join(folder, '.atakora/local/world'), { recursive: true });
    writeFileSync(join(folder, '.atakora/local/world/settings.json'), JSON.stringify(world));
  }
}
