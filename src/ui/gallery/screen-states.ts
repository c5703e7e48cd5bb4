import type { ScreenKey } from '../screen-key.ts';
import type { Screen } from '../screen/screen.ts';
import type { SceneSet, SceneState } from './scene.ts';

/** Keys by their names; a single character, or what stands behind `type:`, is typed. */
export function keysOf(names: readonly string[]): readonly ScreenKey[] {
  return names.map((name): ScreenKey => {
    if (name.startsWith('type:')) return { name: 'text', text: name.slice('type:'.length) };
    return [...name].length === 1 ? { name: 'text', text: name } : ({ name } as ScreenKey);
  });
}

/** Keys that are pressed before a picture is taken, by its name. */
export type Plays = Readonly<Record<string, readonly string[]>>;

/** The pictures of a screen after some keys, and the screen itself. */
export function screenSet<State, News = never>(screen: Screen<State, News>, begin: () => State, plays: Plays): Required<Pick<SceneSet, 'states' | 'play'>> {
  return {
    states: screenStates(screen, begin, plays),
    play: async (stage) => (await import('../ink/show-screen.tsx')).showScreen(screen, begin(), stage),
  };
}

/** The pictures of a screen after some keys. */
export function screenStates<State, News = never>(screen: Pick<Screen<State, News>, 'press' | 'lines'>, begin: () => State, plays: Plays): readonly SceneState[] {
  return Object.entries(plays).map(([name, keys]) => ({
    name,
    lines: ({ surface, rows }) => screen.lines(keysOf(keys).reduce(screen.press, screen.press(begin(), { name: 'rows', rows })), surface, rows),
  }));
}
