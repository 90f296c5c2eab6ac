import { request } from "undici";

/** Longest answer that is read, bytes. */
const LONGEST = 4 * 1024 * 1024;

/**
 * The models an endpoint says it has (OpenAI API reference, List models).
 * @throws Error when it does not answer with such a list
 */
export async function listOpenAIModels(
  endpoint: { readonly baseUrl: string; readonly apiKey: string | null },
  signal: AbortSignal,
): Promise<string[]> {
  const { statusCode, body } = await request(`${endpoint.baseUrl}/models`, {
    signal,
    headers: endpoint.apiKey === null ? {} : { authorization: `Bearer ${endpoint.apiKey}` },
  });
  // A body that is left unread is an error event, and one that nobody hears ends the process.
  body.on("error", () => {});
  if (statusCode !== 200) {
    body.destroy();
    throw new Error(`The endpoint answered ${statusCode} to a request for its models.`);
  }
  let text = "";
  for await (const chunk of body) {
    text += String(chunk);
    if (text.length > LONGEST) throw new Error("The endpoint's list of models is too long.");
  }
  const parsed: unknown = JSON.parse(text);
  const data = typeof parsed === "object" && parsed !== null && "data" in parsed ? parsed.data : [];
  if (!Array.isArray(data)) return [];
  return data.flatMap((item: unknown) =>
    typeof item === "object" &&
    item !== null &&
    "id" in item &&
    typeof item.id === "string" &&
    item.id.length <= 200
      ? [item.id]
      : [],
  );
}
