/** The models there are, and the one that is set even where it is gone; none stands first. */
export function readingChoices(models: readonly string[], present: string | null, none: string) {
  const all = present === null || models.includes(present) ? models : [...models, present];
  return [
    { value: "", label: none },
    ...all.map((value) => ({ value, label: models.includes(value) ? value : `${value} (not connected)` })),
  ];
}
