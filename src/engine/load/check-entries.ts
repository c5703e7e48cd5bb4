import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { BackendDefinition } from '../../model/definition.ts';
import { AtakoraError } from '../../model/errors.ts';

/** Endings that a handler's path may leave out. */
const endings = ['', '.ts', '.tsx', '.mts', '.js', '.mjs', '/index.ts', '/index.js'];

/**
 * Handlers are never loaded for planning, but a path that leads nowhere is a slip worth telling now. Paths are relative to the file that names them.
 * @throws AtakoraError `ATK1207` with the place of the definition.
 */
export function checkEntries(backend: BackendDefinition, folder: string): void {
  for (const component of backend.components) {
    const entry = component.config['entry'];
    if (component.type !== 'function' || typeof entry !== 'string') {
      continue;
    }
    // `./handler.js` is what the built handler will be called; the source beside it counts.
    const base = join(folder, dirname(component.origin.file), entry);
    const candidates = [...endings.map((ending) => base + ending), base.replace(/\.(m?)js$/, '.$1ts')];
    if (!candidates.some((candidate) => existsSync(candidate))) {
      throw new AtakoraError('ATK1207', `component "${component.id}" names the handler ${relative(folder, base)}, which does not exist`, { location: component.origin });
    }
  }
}
