import { onRecovery, serverAnswers } from "./connection.ts";

const RELOADED_AT = "parley.reloaded-at";
/** A part that is still missing so soon after a reload will not come by another one. */
const RELOAD_PAUSE_MS = 60_000;

/**
 * Fetches a part of the program. Without a connection it waits until there is one: what React keeps of a part that
 * failed once is the failure, and the page around it would be lost. Browsers keep failures as well, and an update
 * takes old parts away: then the page is loaded anew, once. Drafts outlive that.
 */
export async function whenReached<Module>(load: () => Promise<Module>): Promise<Module> {
  for (;;) {
    try {
      return await load();
    } catch {
      // The connection may have come back in the meantime.
      if (await serverAnswers()) return load().catch(reloadOnce);
      await recovered();
    }
  }
}

function recovered(): Promise<void> {
  return new Promise((resolve) => {
    const stop = onRecovery(() => {
      stop();
      fetchMissingStyles();
      resolve();
    });
  });
}

/** The loader asks for each style sheet once, whether or not it came: one that did not gets its link anew. */
function fetchMissingStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (link.sheet === null) link.replaceWith(link.cloneNode());
  }
}

/** Never settles when it reloads. */
function reloadOnce(error: unknown): Promise<never> {
  const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
  if (Date.now() - last < RELOAD_PAUSE_MS) throw error;
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  location.reload();
  return new Promise(() => {});
}
