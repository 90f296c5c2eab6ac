/** The model that answers "t0 t1 t2 …", so that lost, doubled and disordered words are seen. */
export const SIMULATED = "sim";
/** The same at another provider: its failures open the circuit of nobody else. */
export const FAULTY = "faulty";

/** Variables that connect an installation to the simulated provider. A model that is silent for 2 s has stalled. */
export function modelEndpoints(baseUrl: string): Record<string, string> {
  const endpoints = [
    { id: "simulator", name: "Simulator", baseUrl, models: [SIMULATED] },
    { id: "faulty", name: "Faulty simulator", baseUrl, models: [FAULTY] },
  ];
  return { MODEL_ENDPOINTS: JSON.stringify(endpoints), MODEL_STALL_SECONDS: "2" };
}

/** A suite is faster than people, who have addresses of their own: see `addressOfItsOwn`. */
export const GENEROUS = {
  RATE_LIMIT_PER_IP: "0",
  RATE_LIMIT_PER_USER: "0",
  RATE_LIMIT_PER_WORKSPACE: "0",
  TRUST_PROXY: "127.0.0.1",
};
