import type { Config } from "../../config.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const PATIENCE_MS = 5_000;

interface Probe {
  readonly name: string;
  /** Which variable to look at. */
  readonly variable: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Its models are named in the configuration, so a missing list is no fault. */
  readonly modelsNamed?: boolean;
}

/** Asks every configured provider for its list of models: that shows the address and the key and costs nothing. */
export async function checkProviders({ models }: Pick<Config, "models">): Promise<Finding[]> {
  const probes = probesOf(models);
  if (probes.length === 0) {
    return [
      ok(
        "Models",
        "No provider is connected; the built-in parley/local answers. Set OPENAI_API_KEY or others.",
      ),
    ];
  }
  return Promise.all(probes.map(ask));
}

function probesOf({ openai, anthropic, google, endpoints }: Config["models"]): Probe[] {
  const probes: Probe[] = [];
  if (openai.apiKey !== null || openai.baseUrl !== "https://api.openai.com/v1") {
    probes.push({
      name: "OpenAI",
      variable: "OPENAI_API_KEY",
      url: `${openai.baseUrl}/models`,
      headers: bearer(openai.apiKey),
    });
  }
  if (anthropic.apiKey !== null) {
    probes.push({
      name: "Anthropic",
      variable: "ANTHROPIC_API_KEY",
      url: `${anthropic.baseUrl}/models?limit=1`,
      headers: { "x-api-key": anthropic.apiKey, "anthropic-version": "2023-06-01" },
    });
  }
  if (google.apiKey !== null) {
    probes.push({
      name: "Google",
      variable: "GOOGLE_API_KEY",
      url: `${google.baseUrl}/models?pageSize=1`,
      headers: { "x-goog-api-key": google.apiKey },
    });
  }
  const others = endpoints.map(({ name, baseUrl, apiKey, models }) => ({
    name,
    variable: "MODEL_ENDPOINTS",
    url: `${baseUrl}/models`,
    headers: bearer(apiKey ?? null),
    modelsNamed: models !== undefined,
  }));
  return [...probes, ...others];
}

async function ask({ name, variable, url, headers, modelsNamed }: Probe): Promise<Finding> {
  const title = `Models: ${name}`;
  const { host } = new URL(url);
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  await answer?.body?.cancel().catch(() => {});
  if (answer === null) {
    return warn(
      title,
      `${host} does not answer.`,
      `Check its address in ${addressVariable(variable)} and the network.`,
    );
  }
  if (answer.ok) return ok(title, `${host} answers and takes our key.`);
  if (answer.status === 401 || answer.status === 403)
    return fail(title, `${host} refuses the key.`, `Correct ${variable} and start Parley again.`);
  if (answer.status === 404 && modelsNamed === true) return ok(title, `${host} answers.`);
  if (answer.status === 404)
    return warn(
      title,
      `${host} has no list of models.`,
      `Check its address, or name its models in ${variable}.`,
    );
  return warn(title, `${host} answers with status ${answer.status}.`, "Look at the provider's status page.");
}

function bearer(key: string | null): Record<string, string> {
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

function addressVariable(variable: string): string {
  return variable.replace("_API_KEY", "_BASE_URL");
}
