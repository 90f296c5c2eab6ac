import type { CatalogEntry } from "./catalog.ts";

/** Models that write down speech; they answer nothing, so they are in no list of models to talk to. */
export const SPEECH_CATALOG: readonly CatalogEntry[] = [
  entry("openai", "whisper-1", "Whisper", 0.006),
  entry("openai", "gpt-4o-transcribe", "GPT-4o Transcribe, without times", 0.006),
  entry("openai", "gpt-4o-mini-transcribe", "GPT-4o mini Transcribe, without times", 0.003),
];

/** A model of an endpoint that writes down speech, at the price of the best known one. */
export function unknownSpeech(provider: string, model: string): CatalogEntry {
  return entry(provider, model, model, 0.006);
}

/** What an endpoint lists is told apart by name, as everybody names them: `whisper-large-v3`, `voxtral-mini-transcribe`. */
export function isSpeechName(model: string): boolean {
  return /whisper|transcri/i.test(model);
}

function entry(provider: string, model: string, name: string, usdPerMinute: number): CatalogEntry {
  return {
    provider,
    model,
    name,
    contextTokens: 0,
    maxOutputTokens: 0,
    tools: false,
    images: false,
    json: false,
    reasoning: false,
    usd: { input: 0, cachedInput: 0, cacheWrite: 0, output: 0 },
    transcription: { usdPerMinute },
  };
}
