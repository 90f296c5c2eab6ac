/** OpenAI's error bodies by status (platform.openai.com/docs/guides/error-codes). */
export function faultBody(status: number): object {
  const [type, code, message] = FAULTS[status] ?? ["server_error", null, "The server had an error."];
  return { error: { message, type, param: null, code } };
}

type Fault = readonly [type: string, code: string | null, message: string];

const FAULTS: Record<number, Fault> = {
  400: ["invalid_request_error", null, "Simulated bad request."],
  401: ["invalid_request_error", "invalid_api_key", "Incorrect API key provided: sk-simul********0000."],
  402: ["insufficient_quota", "insufficient_quota", "Payment required."],
  403: ["invalid_request_error", "permission_denied", "Country, region, or territory not supported."],
  404: ["invalid_request_error", "model_not_found", "The model does not exist."],
  413: ["invalid_request_error", null, "Request too large."],
  422: ["invalid_request_error", null, "Unprocessable request."],
  429: ["requests", "rate_limit_exceeded", "Rate limit reached for requests per minute."],
  500: ["server_error", null, "The server had an error while processing your request."],
  503: ["server_error", null, "The engine is currently overloaded."],
};
