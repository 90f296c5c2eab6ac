/** Stands for no model, which a list of texts cannot hold. */
export const WORDS_ONLY = "";

/** The models there are, and the one that is set even where it is gone. */
export function embeddingChoices(models: readonly string[], present: string | null) {
  const all = present === null || models.includes(present) ? models : [...models, present];
  return [
    { value: WORDS_ONLY, label: "No model: by words" },
    ...all.map((value) => ({ value, label: models.includes(value) ? value : `${value} (not connected)` })),
  ];
}
