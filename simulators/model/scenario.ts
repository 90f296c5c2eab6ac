/** What one request is to be answered with; the defaults come from the server's options. */
export type Scenario = {
  tokens: number;
  tokenDelayMs: number;
  /** Before the first byte of the answer. */
  slowMs: number;
  text: "numbered" | "words";
  status: number | undefined;
  retryAfterSeconds: number;
  /** After this many tokens. */
  stallAfter: number | undefined;
  dropAfter: number | undefined;
  malformedAfter: number | undefined;
  errorAfter: number | undefined;
  empty: boolean;
  hugeFrame: boolean;
  cachedTokens: number | undefined;
  reasoningTokens: number | undefined;
  withoutUsage: boolean;
};

const DIRECTIVE = /^([a-z]+(?:-[a-z]+)*)(?:[-=](\d{1,9}))?$/;
const MAX_TOKENS = 100_000;
const MAX_DELAY_MS = 600_000;

type Change = (value: number) => Partial<Scenario>;

const DIRECTIVES: Record<string, Change> = {
  error: (status) => ({ status: status >= 400 && status <= 599 ? status : 500 }),
  "retry-after": (seconds) => ({ retryAfterSeconds: seconds }),
  slow: (ms) => ({ slowMs: Math.min(ms || 1_000, MAX_DELAY_MS) }),
  stall: (after) => ({ stallAfter: after }),
  drop: (after) => ({ dropAfter: after }),
  malformed: (after) => ({ malformedAfter: after }),
  "stream-error": (after) => ({ errorAfter: after }),
  empty: () => ({ empty: true }),
  "huge-frame": () => ({ hugeFrame: true }),
  cached: (tokens) => ({ cachedTokens: tokens }),
  reasoning: (tokens) => ({ reasoningTokens: Math.min(tokens, MAX_TOKENS) }),
  "no-usage": () => ({ withoutUsage: true }),
  tokens: (tokens) => ({ tokens: Math.min(tokens, MAX_TOKENS) }),
  delay: (ms) => ({ tokenDelayMs: Math.min(ms, MAX_DELAY_MS) }),
  numbered: () => ({ text: "numbered" }),
  words: () => ({ text: "words" }),
};

type Sources = { header: string | undefined; model: string; lastUserText: string };

/**
 * Reads directives such as `error-429`, `stall=5` or `tokens=50,delay=0` from the `x-simulate` header,
 * from the model's name (`stall-5`, `sim/drop=3+cached=100`) and from `simulate:<directives>` in the
 * last user message; the later source wins. Unknown words are ignored, so any model name is served.
 */
export function scenarioFor(defaults: Scenario, sources: Sources): Scenario {
  const inMessage = /(?:^|\s)simulate:(\S+)/.exec(sources.lastUserText)?.[1] ?? "";
  const words = [
    ...(sources.header ?? "").split(/[\s,;+]+/),
    ...sources.model.replace(/^sim[-/]/, "").split(/[,;+]/),
    ...inMessage.split(/[,;+]/),
  ];
  return Object.assign({}, defaults, ...words.map(changeFor));
}

function changeFor(word: string): Partial<Scenario> {
  const match = DIRECTIVE.exec(word);
  const name = match?.[1] ?? "";
  return Object.hasOwn(DIRECTIVES, name) ? (DIRECTIVES[name]?.(Number(match?.[2] ?? 0)) ?? {}) : {};
}

export const DEFAULT_SCENARIO: Scenario = {
  tokens: 200,
  tokenDelayMs: 10,
  slowMs: 0,
  text: "numbered",
  status: undefined,
  retryAfterSeconds: 1,
  stallAfter: undefined,
  dropAfter: undefined,
  malformedAfter: undefined,
  errorAfter: undefined,
  empty: false,
  hugeFrame: false,
  cachedTokens: undefined,
  reasoningTokens: undefined,
  withoutUsage: false,
};
