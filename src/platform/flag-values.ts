/** Flags by long name: true, text, or all texts of a repeated flag. */
export type FlagValues = Readonly<Record<string, boolean | string | readonly string[] | undefined>>;
