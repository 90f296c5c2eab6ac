import { ModelProviderError } from "../provider-error.ts";
import type { Upstream } from "./upstream.ts";

/** @returns undefined for what is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function malformed({ provider }: Upstream, detail: string): ModelProviderError {
  return new ModelProviderError("malformed", { provider, detail });
}
