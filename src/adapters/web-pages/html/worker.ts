import { parentPort } from "node:worker_threads";
import { type PageBytes, type PageText, readPage } from "./read-page.ts";

export type WorkerAnswer = { readonly page: PageText } | { readonly fault: string };
/** Said when a page is begun: the time that loading the worker takes is not the page's. */
export const BEGUN = "begun";

// One page at a time: the main thread sends the next when it has this one's answer.
parentPort?.on("message", (page: PageBytes) => {
  parentPort?.postMessage(BEGUN);
  parentPort?.postMessage(answer(page));
});

function answer(page: PageBytes): WorkerAnswer {
  try {
    return { page: readPage(page) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
