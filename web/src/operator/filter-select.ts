interface Option {
  readonly value: string;
  readonly text: string;
}

/** A select that sets one field of a view. */
export interface FilterSelect<View extends object> {
  readonly field: keyof View & string;
  readonly options: readonly Option[];
}

/** Each value under its word. */
export const optionsOf = (values: readonly string[], word: (value: string) => string): Option[] =>
  values.map((value) => ({ value, text: word(value) }));
