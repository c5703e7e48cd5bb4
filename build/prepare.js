// The `prepare` script. npm runs it in three situations, and only the first may fail:
// - `npm ci` and `npm install`, twice, since the package links itself (once for the link, once for the root);
// - `npx atakora` in this folder: npm links the package into its cache and remembers a failure there for ever;
// - in a folder without installed dependencies, by way of such an `npx`.
// Plain JavaScript, because in the last two a Node may run it that knows no TypeScript.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (process.env['npm_command'] === 'exec' || !existsSync(`${root}node_modules/rolldown`)) {
  console.error('atakora: not built here; `npm ci` installs and builds');
} else {
  const { buildPackage, isBuilt } = await import('./package-build.ts');
  if (!isBuilt(root)) await buildPackage(root);
}
