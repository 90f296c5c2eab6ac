import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../kernel/ctx.ts";
import { userByEmail } from "../../modules/identity/index.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";

const PASSWORD = "lantern otter gravel";

let parley: CommandLine;
let app: TestApp;
beforeAll(async () => {
  parley = await newCommandLine({ env: { SIGN_UP: "closed" } });
  app = await testApp({ database: parley.database });
});
afterAll(async () => {
  await app.close();
  await parley.close();
});

function signIn(email: string) {
  return app.http.inject({
    method: "POST",
    url: "/api/auth/sign-in",
    payload: { email, password: PASSWORD },
  });
}

describe("user create", () => {
  it("makes a verified account that can sign in at once, though sign-up is closed", async () => {
    const call = ["user", "create", "--email", "Elena@Example.com", "--password", PASSWORD, "--verified"];
    const { user } = await parley.json([...call, "--name", "Elena"]);
    expect(user).toMatchObject({ email: "elena@example.com", name: "Elena", emailVerified: true });
    expect((await signIn("elena@example.com")).statusCode).toBe(200);
  });

  it("mails a link otherwise, once Parley runs", async () => {
    await parley.json(["user", "create", "--email", "kai@example.com", "--password", PASSWORD]);
    expect((await signIn("kai@example.com")).statusCode).toBe(403);
    await app.jobs.drain();
    const mails = await app.http.inject({ url: "/api/dev/mail" });
    expect(mails.json<{ items: { to: string }[] }>().items.map(({ to }) => to)).toContain("kai@example.com");
  });

  it("takes the password from standard input, so that no list of processes shows it", async () => {
    const call = ["user", "create", "--email", "mia@example.com", "--password", "-", "--verified"];
    const asked: string[] = [];
    const readSecret = async (question: string) => {
      asked.push(question);
      return PASSWORD;
    };
    const { stdout, stderr } = await parley.run(call, { readSecret });
    expect(asked).toEqual(["Password: "]);
    expect(stdout + stderr).not.toContain(PASSWORD);
    expect((await signIn("mia@example.com")).statusCode).toBe(200);
  });

  it("refuses a second account with the address, a weak password and a wrong address", async () => {
    const create = (email: string, password: string) =>
      parley.run(["user", "create", "--email", email, "--password", password]);
    expect((await create("ELENA@example.com", PASSWORD)).stderr).toContain("There is an account");
    expect((await create("new@example.com", "password123")).exitCode).toBe(1);
    expect((await create("new@example.com", "short")).stderr).toContain("at least 10 characters");
    expect((await create("nobody", PASSWORD)).stderr).toContain("name@example.com");
    const operator = systemCtx(app.kernel, { kind: "operator" });
    expect(await userByEmail(operator, { email: "new@example.com" })).toBeNull();
  });
});

describe("workspace create", () => {
  it("makes a workspace with its starting credit, whose owner finds it", async () => {
    const call = ["workspace", "create", "--name", "Harbor Coffee", "--owner", "elena@example.com"];
    const made = await parley.json<{ workspace: { id: string } }>(call);
    expect(made).toMatchObject({
      workspace: { slug: "harbor-coffee", name: "Harbor Coffee" },
      availableMicroPt: "1000000000",
    });
    const { workspaces } = await parley.json(["workspace", "list"]);
    expect(workspaces).toMatchObject([{ id: made.workspace.id, availableMicroPt: "1000000000" }]);
    const { stdout } = await parley.run(["workspace", "list"]);
    expect(stdout).toMatch(/SLUG +NAME +FREE PT/);
    expect(stdout).toMatch(/harbor-coffee +Harbor Coffee +1000 /);
  });

  it("refuses an owner without an account and makes nothing", async () => {
    const ran = await parley.run(["workspace", "create", "--name", "Empty", "--owner", "ghost@example.com"]);
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain("user create");
    const { workspaces } = await parley.json(["workspace", "list"]);
    expect(workspaces).toHaveLength(1);
  });
});
