import { fileURLToPath } from 'node:url';
import { buildPackage } from './package-build.ts';

await buildPackage(fileURLToPath(new URL('..', import.meta.url)));
