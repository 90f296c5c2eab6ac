import { describe, expect, test } from "vitest";
import { CONFIG_VARIABLES, ConfigError, readConfig } from "./config.ts";

const PRODUCTION = {
  NODE_ENV: "production",
  SECRET_KEY: "an honest key of more than thirty-two characters",
  PUBLIC_URL: "https://chat.example.com",
};

function faultsOf(env: Record<string, string>, args: string[] = []): Record<string, string> {
  try {
    readConfig(env, args);
  } catch (error) {
    if (error instanceof ConfigError) {
      return Object.fromEntries(error.faults.map((fault) => [fault.variable, fault.reason]));
    }
    throw error;
  }
  return {};
}

describe("an empty environment", () => {
  test("is a complete configuration for one's own machine", () => {
    const config = readConfig({});
    expect(config.production).toBe(false);
    expect(config.http).toMatchObject({ host: "localhost", port: 3000 });
    expect(config.publicUrl).toBe("http://localhost:3000");
    expect(config.secretKey).toBeNull();
    expect([...config.roles]).toEqual(["web", "jobs", "clock"]);
    expect(config.startingGrant).toEqual({ microPt: 1_000_000_000n, days: null });
    expect(config.dataDir).toMatch(/^\/.*\/data$/);
  });

  test("is the same as one whose variables are empty or blank", () => {
    const blank = Object.fromEntries(CONFIG_VARIABLES.map(({ name }) => [name, " "]));
    expect(readConfig(blank)).toEqual(readConfig({}));
  });
});

describe("production", () => {
  test("starts with a key and a public https address, on all interfaces", () => {
    const config = readConfig(PRODUCTION);
    expect(config.http.host).toBe("0.0.0.0");
    expect(config.secretKey).toBe(PRODUCTION.SECRET_KEY);
  });

  test("refuses a missing key and a missing address", () => {
    expect(Object.keys(faultsOf({ NODE_ENV: "production" }))).toEqual(["SECRET_KEY", "PUBLIC_URL"]);
  });

  test("refuses plain http, except on loopback", () => {
    expect(faultsOf({ ...PRODUCTION, PUBLIC_URL: "http://chat.example.com" })).toHaveProperty("PUBLIC_URL");
    expect(faultsOf({ ...PRODUCTION, PUBLIC_URL: "http://localhost:3000" })).toEqual({});
  });
});

describe("faults", () => {
  test("are all listed at once, also those between variables", () => {
    const faults = faultsOf({
      NODE_ENV: "production",
      PORT: "70000",
      LOG_LEVEL: "loud",
      ROLES: "web,cook",
      SMTP_URL: "smtp://mail.example.com",
      STARTING_GRANT_PT: "-1",
    });
    expect(Object.keys(faults).sort()).toEqual(
      ["LOG_LEVEL", "MAIL_FROM", "PORT", "PUBLIC_URL", "ROLES", "SECRET_KEY", "STARTING_GRANT_PT"].sort(),
    );
    expect(faults.ROLES).toBe("entry 2: Use one of web, jobs, clock.");
  });

  test("never repeat a value", () => {
    const secret = "sk-hunter2";
    const every = Object.fromEntries(CONFIG_VARIABLES.map(({ name }) => [name, `<${secret}>,<${secret}>`]));
    const wrongInside = JSON.stringify([
      { id: secret.toUpperCase(), apiKey: { [secret]: secret }, baseUrl: secret },
    ]);
    for (const env of [every, { ...every, MODEL_ENDPOINTS: wrongInside }, { MODEL_ENDPOINTS: secret }]) {
      const error = thrownBy(() => readConfig(env));
      expect(error).toBeInstanceOf(ConfigError);
      expect(`${error} ${JSON.stringify(error)}`.toLowerCase()).not.toContain("hunter2");
    }
  });

  test.each([
    ["PORT", "3e3"],
    ["PORT", "-1"],
    ["PUBLIC_URL", "https://chat.example.com/parley"],
    ["PUBLIC_URL", "chat.example.com"],
    ["SECRET_KEY", "short"],
    ["SECRET_KEYS_OLD", `${"k".repeat(32)},short`],
    ["DATABASE_URL", "mysql://db/parley"],
    ["REDIS_URL", "localhost:6379"],
    ["MAIL_FROM", "Parley"],
    ["MAIL_FROM", "Parley <a@b>\r\nBcc: x@y.z"],
    ["CORS_ORIGINS", "*"],
    ["TRUST_PROXY", "10.0.0.0/33"],
    ["TRUST_PROXY", "proxy.example.com"],
    ["STARTING_GRANT_PT", "1.0000001"],
    ["STARTING_GRANT_PT", "999999999999"],
    ["METRICS_TOKEN", "guess"],
    ["DATABASE_POOL_SIZE", "0"],
    ["ROLES", ","],
  ])("refuse %s=%s", (name, value) => {
    expect(Object.keys(faultsOf({ [name]: value }))).toEqual([name]);
  });
});

describe("values", () => {
  test("are grouped and typed", () => {
    const config = readConfig({
      STARTING_GRANT_PT: "12.5",
      STARTING_GRANT_DAYS: "30",
      RATE_LIMIT_PER_IP: "0",
      TRUST_PROXY: "loopback, 10.0.0.0/8, ::1",
      CORS_ORIGINS: "https://A.example.com/,http://localhost:5173",
      OPENAI_BASE_URL: "http://127.0.0.1:9/v1/",
    });
    expect(config.startingGrant).toEqual({ microPt: 12_500_000n, days: 30 });
    expect(config.http.rateLimits.perIp).toBeNull();
    expect(config.http.trustProxy).toEqual(["loopback", "10.0.0.0/8", "::1"]);
    expect(config.http.corsOrigins).toEqual(["https://a.example.com", "http://localhost:5173"]);
    expect(config.models.openai).toEqual({ apiKey: null, baseUrl: "http://127.0.0.1:9/v1" });
  });

  test("--roles on the command line goes before ROLES", () => {
    expect([...readConfig({ ROLES: "clock" }, ["--roles=web,jobs"]).roles]).toEqual(["web", "jobs"]);
    expect(faultsOf({}, ["--roles=cook"])).toHaveProperty("ROLES");
  });

  test("further model endpoints come as a JSON array", () => {
    const endpoint = {
      id: "ollama",
      name: "Ollama",
      baseUrl: "http://localhost:11434/v1/",
      models: ["llama"],
    };
    const read = (value: unknown) => readConfig({ MODEL_ENDPOINTS: JSON.stringify(value) }).models.endpoints;
    expect(read([endpoint])).toEqual([{ ...endpoint, baseUrl: "http://localhost:11434/v1" }]);
    for (const wrong of [
      {},
      [{ ...endpoint, id: "openai" }],
      [endpoint, endpoint],
      [{ ...endpoint, key: "x" }],
    ]) {
      expect(() => read(wrong)).toThrow(ConfigError);
    }
  });
});

test("each variable has one sentence of description", () => {
  for (const { name, description } of CONFIG_VARIABLES) {
    expect(description, name).toMatch(/^[A-Z].*\.$/);
    expect(description.length, name).toBeLessThan(140);
  }
  expect(CONFIG_VARIABLES.filter(({ secret }) => secret).map(({ name }) => name)).toContain("DATABASE_URL");
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
