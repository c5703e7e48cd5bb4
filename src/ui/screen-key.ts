/** A key press as the reducers of the screens take it: one name for what it does, or the text that it types. */
export type ScreenKey =
  | { readonly name: 'up' | 'down' | 'left' | 'right' | 'home' | 'end' | 'page-up' | 'page-down' | 'enter' | 'escape' | 'back-tab' | 'tab' | 'backspace' | 'delete' | 'interrupt' | 'clear' }
  | { readonly name: 'text'; readonly text: string };
