/** What an address of the chat carries beside its path. */
export interface ChatSearch {
  /** On a phone: the list of conversations as a page. */
  readonly list?: true;
  /** The passage open at the side: its number, and the answer that cites it. */
  readonly source?: number;
  readonly of?: string;
}

/** The route declares no search of its own, so the router's types allow none; links go through here. */
export function chatSearch(search: ChatSearch): never {
  // ChatSearch is read back by `readSource` and by the screen, which take any other value for none.
  return search as never;
}
