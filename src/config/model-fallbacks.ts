import { z } from "zod";

/** `openai/gpt-5=anthropic/claude-sonnet-4-5,google/gemini-2.5-pro; …`: what to try when a model fails before its first token. */
export const modelFallbacks = z
  .string()
  .transform((text, context): ReadonlyMap<string, readonly string[]> => {
    const fallbacks = new Map<string, readonly string[]>();
    for (const rule of text.split(";").map((part) => part.trim())) {
      if (rule === "") continue;
      const [model = "", others = "", ...rest] = rule.split("=").map((part) => part.trim());
      const chain = others.split(",").map((part) => part.trim());
      if (rest.length > 0 || ![model, ...chain].every((id) => /^[^/\s]+\/\S+$/.test(id))) {
        context.addIssue({
          code: "custom",
          message: "Write provider/model=provider/model,provider/model; and so on.",
        });
        return z.NEVER;
      }
      fallbacks.set(model, chain);
    }
    return fallbacks;
  });
