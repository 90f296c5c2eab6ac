import { z } from "zod";
import { CONFIG_VARIABLES, type ConfigVariable } from "../../config.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  input: z.object({ markdown: z.boolean().default(false) }),
  examples: ["config", "config --markdown"],
  notes: "Whether your own values are right is told by: npm run -s parley -- doctor",
  describe: (command) => command.option("--markdown", "as the table of README.md"),
  run: async ({ markdown }) => ({
    json: { variables: CONFIG_VARIABLES },
    text: markdown ? asMarkdown(CONFIG_VARIABLES) : asText(CONFIG_VARIABLES),
  }),
});

function asText(variables: readonly ConfigVariable[]): string {
  return variables
    .map(({ name, fallback, description }) => `${name}  (default: ${plain(fallback)})\n    ${description}`)
    .join("\n");
}

/** A default in words stands as it is; one that the environment could hold is set as code. */
function asMarkdown(variables: readonly ConfigVariable[]): string {
  const rows = variables.map(({ name, fallback, description }) => {
    const cells = [`\`${name}\``, fallback === "" ? "empty" : markdownDefault(fallback), description];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| Variable | Default | What it does |", "| --- | --- | --- |", ...rows].join("\n");
}

const IN_WORDS = /\s|^none$|^embedded$|`/;

function markdownDefault(fallback: string): string {
  return IN_WORDS.test(fallback) && !fallback.includes("<") ? fallback : `\`${fallback}\``;
}

function plain(fallback: string): string {
  return fallback === "" ? "empty" : fallback.replaceAll("`", "");
}
