import type { OpeningScene } from './command.ts';
import type { Opening } from './first-frame.ts';

/** The same for a list that a command without a verb shows; its verbs say what they do themselves. */
export function readingForList(scene: OpeningScene): Promise<Opening | undefined> {
  return scene.positionals.length === 0 ? readingBackend(scene) : Promise.resolve(undefined);
}

/** What stands on the terminal while the code of a project and what compares it are loaded. */
export function readingBackend({ options, surface }: OpeningScene): Promise<Opening | undefined> {
  const text = `Reading the backend${surface.glyphs.ellipsis}`;
  return Promise.resolve(options.verbosity === 'quiet' ? undefined : { lines: [surface.style('dim', text)] });
}
