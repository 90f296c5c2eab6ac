const ABLE =
  "I can answer from text that you paste or attach, or from your documents, and I show which passage each answer comes from. " +
  "I can also summarise a text, list its key points, pull out its dates or addresses, and count its words.";

const CONNECT =
  "To connect a language model, an operator sets OPENAI_API_KEY, ANTHROPIC_API_KEY or GOOGLE_API_KEY, or the base URL of an " +
  "OpenAI-compatible server such as Ollama, and restarts Parley.";

export const GREETING = `Hello. ${ABLE} What would you like to know?`;

export const HELP =
  "I am Parley's built-in assistant. I am not a language model: I find and join the passages that answer a question. " +
  `${ABLE}\n\n${CONNECT}`;

export const THANKS = "You are welcome. Ask on, or paste another text.";

export const FAREWELL = "Goodbye. This conversation stays in your history.";

export const NOTHING_TO_READ = `No language model is connected, and this conversation holds no text that I could answer from. ${ABLE}\n\n${CONNECT}`;

export const CANNOT_WRITE = `Writing or translating needs a language model, and none is connected. ${ABLE}\n\n${CONNECT}`;

export function textNeeded(purpose: string): string {
  return `There is no text to ${purpose} in this conversation. Paste it into your message or attach a file, then ask again.`;
}

/** `read` says what was searched, such as "3 sources". */
export function notFound(read: string, closest: string | undefined): string {
  const near = closest === undefined ? "" : `\n\nThe nearest passage is this:\n\n${closest}`;
  return `I found no answer to that in ${read}. No language model is connected, so I can only quote what the text says.${near}`;
}

/** A search of the workspace's documents found nothing that answers. */
export function notInDocuments(closest: readonly string[]): string {
  const plain = "That is not in your documents.";
  if (closest.length === 0) return plain;
  const names = closest.map((name) => `“${name}”`);
  const last = names.at(-1) ?? "";
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
  return `${plain} The closest ${names.length === 1 ? "one is" : "ones are"} ${list}, without an answer to this.`;
}

export const NOT_SURE = "I am not sure that your documents answer this. The nearest they say is this:";

export function notMentioned(name: string): string {
  return `The text does not mention "${name}". The nearest it says is this:`;
}

export const ASK_ABOUT_IT = "Ask a question about this text and I will look for the answer in it.";

export const READ_IN_PART = "This conversation is long: I read its newest text, up to 200,000 characters.";
