import { describe, expect, it } from "vitest";
import { type ModelErrorKind, ModelProviderError } from "../../adapters/models/provider-error.ts";
import { AppError } from "../../kernel/errors.ts";
import { toModelFailure } from "./provider-failure.ts";

/** Every kind, so that a new one cannot be forgotten here. */
const CODES: Readonly<Record<ModelErrorKind, [code: string, status: number]>> = {
  auth: ["provider_auth", 502],
  quota: ["provider_rejected", 502],
  rate_limited: ["provider_rate_limited", 503],
  bad_request: ["provider_rejected", 502],
  context_too_long: ["context_too_long", 400],
  content_filter: ["provider_rejected", 502],
  unavailable: ["provider_unavailable", 503],
  stalled: ["provider_stalled", 504],
  dropped: ["provider_dropped", 502],
  malformed: ["provider_malformed", 502],
  empty: ["provider_empty", 502],
};
// Object.entries gives the literal's own keys.
const kinds = Object.entries(CODES) as [ModelErrorKind, [string, number]][];

describe("a provider's failure", () => {
  it.each(kinds)(
    "%s is told by the model's name, with what to do, and without the provider's words",
    (kind, [code, status]) => {
      const error = new ModelProviderError(kind, {
        provider: "acme",
        status: 418,
        detail: "key sk-1234567890 of org-7 at 10.0.0.1",
      });
      const failure = toModelFailure(error, "Acme Large");
      expect(failure).toMatchObject({ code, status, cause: error });
      expect(failure.message).toMatch(/^[^!]*Acme Large[^!]*\.$/);
      expect(failure.message).toMatch(/(Try|Choose|choose|Change|Word|Start)/);
      expect(failure.message).not.toMatch(/sk-|org-7|10\.0|418|acme|undefined/);
    },
  );

  it("says when to come back, in whole seconds, when the provider does", () => {
    const limited = (retryAfterMs?: number) =>
      toModelFailure(new ModelProviderError("rate_limited", { provider: "acme", retryAfterMs }), "Acme")
        .retryAfterSeconds;
    expect([limited(1_200), limited(0), limited()]).toEqual([2, 0, undefined]);
  });

  it("promises that nothing was charged only where nothing came", () => {
    const empty = new ModelProviderError("empty", { provider: "acme" });
    expect(toModelFailure(empty, "Acme").message).toContain("Nothing was charged.");
    expect(toModelFailure(empty, "Acme", true).message).not.toContain("charged");
  });
});

describe("any other failure", () => {
  it("of ours stays what it is", () => {
    const ours = new AppError("provider_rate_limited", "Try again in a moment.");
    expect(toModelFailure(ours, "Acme")).toBe(ours);
  });

  it.each([new TypeError("x is not a function"), "text", null, { message: "secret" }])(
    "is a fault on our side and says none of its words: %s",
    (error) => {
      expect(toModelFailure(error, "Acme")).toMatchObject({
        code: "internal",
        message: "Acme could not be asked because of a fault on our side. Try again.",
      });
    },
  );
});
