import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestApp, testApp } from "../../../testing/app.ts";
import { newPerson, newWorkspace, type Person, type TestWorkspace } from "../../../testing/people.ts";
import { type CommandLine, newCommandLine } from "../../testing/command-line.ts";
import type { Manifest } from "../manifest.ts";

/** Text that an exchange format of lines and columns gets wrong: tabs, breaks, backslashes, its own marks. */
const AWKWARD = 'tab\there\nline\r\nback\\slash \\N \\. "quoted" {a,b} \u2028 🔑 ñ \u0007';

export interface FilledInstallation {
  readonly parley: CommandLine;
  readonly app: TestApp;
  readonly workspace: TestWorkspace;
  readonly person: Person;
  /** For archives; outside the data folder. */
  readonly shelf: string;
  backup(name: string): Promise<{ file: string; manifest: Manifest }>;
  close(): Promise<void>;
}

/** An installation in use: people, credit, a conversation, prices, waiting jobs and files. */
export async function filledInstallation(): Promise<FilledInstallation> {
  const parley = await newCommandLine();
  const app = await testApp({ database: parley.database });
  const person = await newPerson(app.kernel, "Elena");
  const workspace = await newWorkspace(app.kernel, person);
  await newWorkspace(app.kernel);
  const { secret } = await parley.json<{ secret: string }>([
    ...["api-key", "create", "--workspace", workspace.slug, "--name", "Till"],
  ]);
  await ask(app, secret, AWKWARD);
  await ask(app, secret, "x".repeat(50_000));
  await parley.json([
    "grant",
    "--workspace",
    workspace.slug,
    "--pt",
    "12.5",
    "--expires",
    "90",
    "--note",
    AWKWARD,
  ]);
  await parley.json(["price", "set", "--model", "a/b", "--input", "1", "--output", "2"]);
  // Its link waits in the queue.
  await parley.json(["user", "create", "--email", "kai@example.com", "--password", "lantern otter gravel"]);
  await mkdir(join(parley.dataDir, "files", "ü b"), { recursive: true });
  await writeFile(join(parley.dataDir, "files", "ü b", "logo.bin"), Buffer.from([0, 10, 13, 92, 255]));
  await writeFile(join(parley.dataDir, "empty"), "");
  await mkdir(join(parley.dataDir, "postgres"));
  await writeFile(join(parley.dataDir, "postgres", "cluster-file"), "of no use elsewhere");
  const shelf = await mkdtemp(join(tmpdir(), "parley-shelf-"));
  return {
    parley,
    app,
    workspace,
    person,
    shelf,
    async backup(name) {
      const file = join(shelf, name);
      const { manifest } = await parley.json<{ manifest: Manifest }>(["backup", file]);
      return { file, manifest };
    },
    async close() {
      await app.close();
      await parley.close();
      await rm(shelf, { recursive: true });
    },
  };
}

async function ask(app: TestApp, secret: string, content: string): Promise<void> {
  const answer = await app.http.inject({
    method: "POST",
    url: "/v1/chat/completions",
    headers: { authorization: `Bearer ${secret}` },
    payload: { model: "parley/local", messages: [{ role: "user", content }] },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
}
