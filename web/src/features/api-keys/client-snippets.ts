export type SnippetLanguage = "curl" | "Python" | "JavaScript";

export const SNIPPET_LANGUAGES: readonly SnippetLanguage[] = ["curl", "Python", "JavaScript"];

export interface SnippetFacts {
  /** Where this installation answers: `https://parley.example`. */
  readonly origin: string;
  readonly secret: string;
  readonly model: string;
}

/** A first request that can be pasted and run: the official OpenAI clients need only another base address. */
export function clientSnippet(language: SnippetLanguage, { origin, secret, model }: SnippetFacts): string {
  const base = `${origin}/v1`;
  switch (language) {
    case "curl":
      return [
        `curl ${base}/chat/completions \\`,
        `  -H "Authorization: Bearer ${secret}" \\`,
        `  -H "Content-Type: application/json" \\`,
        `  -d '${JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] })}'`,
      ].join("\n");
    case "Python":
      return [
        "from openai import OpenAI",
        "",
        `client = OpenAI(base_url="${base}", api_key="${secret}")`,
        "answer = client.chat.completions.create(",
        `    model="${model}",`,
        `    messages=[{"role": "user", "content": "Hello"}],`,
        ")",
        "print(answer.choices[0].message.content)",
      ].join("\n");
    case "JavaScript":
      return [
        `import OpenAI from "openai";`,
        "",
        `const client = new OpenAI({ baseURL: "${base}", apiKey: "${secret}" });`,
        "const answer = await client.chat.completions.create({",
        `  model: "${model}",`,
        `  messages: [{ role: "user", content: "Hello" }],`,
        "});",
        "console.log(answer.choices[0].message.content);",
      ].join("\n");
  }
}
