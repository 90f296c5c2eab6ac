const MICRO = 1_000_000n;

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Micro-PT as the API sends them; anything else counts as nothing rather than breaking a page. */
export function microPt(text: string | bigint): bigint {
  if (typeof text === "bigint") return text;
  return /^-?\d{1,30}$/.test(text) ? BigInt(text) : 0n;
}

export interface PtFormat {
  /** `always` writes + before credit as well: for the amounts of a statement. */
  readonly sign?: "auto" | "always";
  /** For columns and sums, whose figures stand with the same precision; see `sharedDecimals`. */
  readonly decimals?: number;
}

/**
 * Micro-PT as people say them: one decimal, thousands grouped, "12.4". What would round to nothing keeps its first two
 * digits that count ("0.0042"), so that a charge never reads as free. The minus is U+2212.
 */
export function formatPt(amount: string | bigint, format: PtFormat = {}): string {
  const value = microPt(amount);
  const abs = value < 0n ? -value : value;
  const sign = value < 0n ? "−" : format.sign === "always" && value > 0n ? "+" : "";
  const decimals = format.decimals ?? 1;
  const unit = 10n ** BigInt(6 - decimals);
  if (abs > 0n && abs < unit) return `${sign}${small(abs)}`;
  const rounded = ((abs + unit / 2n) / unit).toString().padStart(decimals + 1, "0");
  return `${sign}${group(rounded.slice(0, -decimals))}.${rounded.slice(-decimals)}`;
}

function small(abs: bigint): string {
  const fraction = abs.toString().padStart(6, "0");
  const first = fraction.search(/[1-9]/);
  return `0.${fraction.slice(0, first + 2).replace(/0+$/, "")}`;
}

const MOST_DECIMALS = 3;

/** The decimals at which the least of the amounts still shows two digits: one for 11.7, three for 0.036 and all beside it. */
export function sharedDecimals(amounts: Iterable<string | bigint>): number {
  let decimals = 1;
  for (const amount of amounts) {
    const value = microPt(amount);
    const abs = value < 0n ? -value : value;
    if (abs > 0n && abs < MICRO / 10n) decimals = Math.max(decimals, 8 - abs.toString().length);
  }
  return Math.min(decimals, MOST_DECIMALS);
}

/** Every digit there is: "11.700001". For hover and for copying. */
export function exactPt(amount: string | bigint): string {
  const value = microPt(amount);
  const abs = value < 0n ? -value : value;
  const fraction = (abs % MICRO).toString().padStart(6, "0").replace(/0+$/, "");
  return `${value < 0n ? "−" : ""}${group((abs / MICRO).toString())}${fraction ? `.${fraction}` : ""}`;
}

/** List price: 1 PT is USD 0.001. "$0.0117", "$14.86". */
export function ptInDollars(amount: string | bigint): string {
  const dollars = Number(microPt(amount)) / 1e9;
  const digits = Math.abs(dollars) >= 1 || dollars === 0 ? 2 : 4;
  return `${dollars < 0 ? "−" : ""}$${Math.abs(dollars).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}

/**
 * Micro-PT per million tokens as PT per 1,000 tokens, the unit in which people compare models: "3.0", "1.25", "0.075".
 * At least one decimal, at most four.
 */
export function pricePerThousand(perMillion: string): string {
  const value = microPt(perMillion) / 1000n;
  const fraction = (value % MICRO)
    .toString()
    .padStart(6, "0")
    .slice(0, 4)
    .replace(/0{1,3}$/, "");
  return `${group((value / MICRO).toString())}.${fraction}`;
}

/** What a person typed as PT ("1,500.5") in micro-PT; undefined when it is no amount. */
export function parsePt(text: string): bigint | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.replaceAll(/[,\s]/g, ""));
  if (!match) return undefined;
  return BigInt(match[1] ?? "0") * MICRO + BigInt((match[2] ?? "").padEnd(6, "0"));
}
