import { expect, it } from "vitest";
import { clientSnippet, SNIPPET_LANGUAGES } from "./client-snippets.ts";

const facts = { origin: "https://parley.example", secret: "pk_secret", model: "parley/local" };

it.each(SNIPPET_LANGUAGES)(
  "points the %s client at this installation with the key and a model",
  (language) => {
    const snippet = clientSnippet(language, facts);
    expect(snippet).toContain("https://parley.example/v1");
    expect(snippet).toContain("pk_secret");
    expect(snippet).toContain("parley/local");
  },
);

it("sends well-formed JSON with curl", () => {
  const body = /-d '(.*)'/.exec(clientSnippet("curl", facts))?.[1] ?? "";
  expect(JSON.parse(body)).toEqual({ model: "parley/local", messages: [{ role: "user", content: "Hello" }] });
});
