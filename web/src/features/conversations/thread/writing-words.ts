import type { LiveState } from "../stream/live-answer.ts";

/** Characters of English text that a token covers on average; the receipt has the exact count. */
const CHARACTERS_PER_TOKEN = 4;

export function estimatedTokens(text: string): number {
  return text === "" ? 0 : Math.max(1, Math.round(text.length / CHARACTERS_PER_TOKEN));
}

/** What is going on with an answer being written, in words. */
export function writingWords(text: string, phase: LiveState["phase"]): string[] {
  const tokens = estimatedTokens(text);
  const arrived = tokens > 0 ? [`${tokens.toLocaleString("en")} ${tokens === 1 ? "token" : "tokens"}`] : [];
  if (phase === "stopping") return ["Stopped", ...arrived];
  if (phase === "offline") return ["Waiting for the connection, what arrived is kept", ...arrived];
  if (phase === "reconnecting") return ["Connecting again", ...arrived];
  return [tokens > 0 ? "Writing" : "Starting", ...arrived];
}
