const PREFIX = "parley.draft";
/** Longest draft kept; a longer text stays on the page but not in the browser's store. */
const MAXIMUM_LENGTH = 400_000;

function nameOf(scope: string, key: string): string {
  return `${PREFIX}:${scope}:${key}`;
}

/** Typed text that survives reload and a failed send. `scope` is the workspace's id. Private browsing may keep nothing. */
export function readDraft(scope: string, key: string): string {
  try {
    return localStorage.getItem(nameOf(scope, key)) ?? "";
  } catch {
    return "";
  }
}

export function writeDraft(scope: string, key: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(nameOf(scope, key));
    else if (text.length <= MAXIMUM_LENGTH) localStorage.setItem(nameOf(scope, key), text);
  } catch {
    // The store is full or forbidden: the text still stands in the field.
  }
}

export function clearDraft(scope: string, key: string): void {
  writeDraft(scope, key, "");
}

/** Forgets what was typed here by whoever signs out. */
export function clearAllDrafts(): void {
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(`${PREFIX}:`)) localStorage.removeItem(name);
  } catch {
    // Nothing was kept, so there is nothing to forget.
  }
}
