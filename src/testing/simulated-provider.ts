/** The simulated provider's model, as Parley names it. */
export const SIMULATED_MODEL = "sim/sim";

/** What an operator sets so that the simulated provider is one of Parley's; limits count but do not bite. */
export function withSimulatedProvider(baseUrl: string): Record<string, string> {
  return {
    MODEL_ENDPOINTS: JSON.stringify([{ id: "sim", name: "Simulated", baseUrl, models: ["sim"] }]),
    STARTING_GRANT_PT: "1000000000",
    RATE_LIMIT_PER_IP: "1000000",
    RATE_LIMIT_PER_USER: "1000000",
    RATE_LIMIT_PER_WORKSPACE: "1000000",
  };
}
