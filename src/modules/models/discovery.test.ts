import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { serveFixture } from "../../adapters/models/testing/fixture-server.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { ModelHub } from "./internal/hub.ts";
import { listModels } from "./list-models.ts";
import type { ConfiguredProvider } from "./ports.ts";
import { quoteCall } from "./quote-call.ts";
import { scriptedProvider, useProvider } from "./testing/scripted-provider.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

const provider = scriptedProvider(() => new Error("Nobody is asked here."));
const request = { prompt: [{ role: "user" as const, content: [{ type: "text" as const, text: "Hi" }] }] };
const ids = async () => (await listModels(workspace.ctx)).map((model) => model.id);

function endpoint(discover: ConfiguredProvider["discover"], id = "acme"): ConfiguredProvider {
  return {
    id,
    name: id,
    provider,
    missing: "",
    models: null,
    marginPercent: 0,
    ...(discover === undefined ? {} : { discover }),
  };
}

/** Lets a minute pass for what is measured by the process's own clock. */
function minutePasses(): void {
  const now = performance.now() + 60_001;
  vi.spyOn(performance, "now").mockReturnValue(now);
}

function use(...providers: ConfiguredProvider[]) {
  const [first, ...others] = providers;
  return useProvider(app.kernel, provider, [], {
    ...(first === undefined ? {} : { configured: first }),
    others,
  });
}

describe("the models of an endpoint", () => {
  it("are those that it says it has, as far as they fit a list, and can be asked at once", async () => {
    use(
      endpoint(async () => ["llama-3", "qwen/qwen3:8b", ...Array.from({ length: 1_000 }, (_, n) => `m${n}`)]),
    );
    expect(await ids()).toHaveLength(500);
    expect((await quoteCall(workspace.ctx, "acme/qwen/qwen3:8b", request)).model.entry.name).toBe(
      "qwen/qwen3:8b",
    );
  });

  it("are asked for by a question to one that nobody has listed yet", async () => {
    use(endpoint(async () => ["llama-3"]));
    expect((await quoteCall(workspace.ctx, "acme/llama-3", request)).model.id).toBe("acme/llama-3");
  });

  it("are asked for once by many at the same time, and once a minute", async () => {
    let asked = 0;
    use(endpoint(async () => [`m${asked++}`]));
    await Promise.all(Array.from({ length: 20 }, ids));
    await Promise.allSettled(
      Array.from({ length: 20 }, () => quoteCall(workspace.ctx, "acme/none", request)),
    );
    expect(asked).toBe(1);
  });

  it("stay when the endpoint is down for a while, and others are shown meanwhile", async () => {
    let down = false;
    use(
      endpoint(async () => (down ? Promise.reject(new Error("connect ECONNREFUSED")) : ["llama-3"])),
      endpoint(undefined, "anthropic"),
    );
    expect(await ids()).toContain("acme/llama-3");
    down = true;
    minutePasses();
    expect(await ids()).toEqual(expect.arrayContaining(["acme/llama-3", "anthropic/claude-sonnet-4-5"]));
    await expect.poll(ids).toContain("acme/llama-3");
  });

  it("that is slow are waited for once; later what is known is shown while it is asked again", async () => {
    const answer = Promise.withResolvers<string[]>();
    let asked = 0;
    use(endpoint(() => (asked++ === 0 ? Promise.resolve(["old"]) : answer.promise)));
    expect(await ids()).toEqual(["acme/old"]);
    minutePasses();
    expect(await ids()).toEqual(["acme/old"]);
    answer.resolve(["new"]);
    await expect.poll(ids).toEqual(["acme/new"]);
  });

  it("of one that never answers hold up nobody for longer than the patience that it is given", async () => {
    const signals: AbortSignal[] = [];
    use(
      endpoint((signal) => {
        signals.push(signal);
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }),
      endpoint(async () => ["quick"], "other"),
    );
    expect(await ids()).toEqual(["other/quick"]);
    expect(signals[0]?.aborted).toBe(true);
  });
});

describe("an endpoint on the wire", () => {
  it.each([
    ["a web page", "<html></html>", 200],
    ["an error", '{"error":"no"}', 500],
    ["another shape", '{"models":["a"]}', 200],
    ["a list that does not end", `{"data":[${'{"id":"y"},'.repeat(500_000)}`, 200],
    ["a list of other things", '{"data":[1,null,{"id":7},{"id":"x"}]}', 200],
  ])("that answers with %s breaks nothing", async (_what, body, status) => {
    const server = await serveFixture(() => ({ status, body }));
    onTestFinished(() => server.close());
    const endpoints = JSON.stringify([{ id: "odd", name: "Odd", baseUrl: server.url }]);
    const installation = await testApp({ database: app.database, env: { MODEL_ENDPOINTS: endpoints } });
    onTestFinished(() => installation.close());
    const models = (await listModels({ ...workspace.ctx, kernel: installation.kernel })).map(
      (model) => model.id,
    );
    expect(models).toContain("parley/local");
    expect(models.filter((id) => id.startsWith("odd/"))).toEqual(body.includes('"x"') ? ["odd/x"] : []);
  });
});

describe("the list of models", () => {
  it("shows those that are connected first, says what others miss, and marks the default", async () => {
    const google = {
      id: "google",
      name: "Google",
      provider: null,
      missing: "Set GOOGLE_API_KEY.",
      models: null,
      marginPercent: 0,
    };
    use(
      google,
      endpoint(async () => ["llama-3"]),
    );
    const models = await listModels(workspace.ctx);
    expect(models[0]).toMatchObject({ id: "acme/llama-3", available: true, reason: null, isDefault: true });
    expect(models.at(-1)).toMatchObject({
      provider: { id: "google" },
      available: false,
      reason: "Set GOOGLE_API_KEY.",
      isDefault: false,
    });
  });

  it("is for every member and for no stranger", async () => {
    use(endpoint(async () => ["llama-3"]));
    expect(await listModels((await newMember(workspace, "viewer")).inside)).toHaveLength(1);
    const stranger = { ...(await newWorkspace(app.kernel)).owner.ctx, workspaceId: workspace.id };
    await expect(listModels(stranger)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("without any model at all is a fault of the build", () => {
    expect(() => new ModelHub(app.kernel, [], new Map()).defaultModel()).toThrow("not even the built-in one");
  });
});
