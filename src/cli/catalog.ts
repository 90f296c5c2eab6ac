import type { CliCommand } from "./command.ts";

export interface CatalogEntry {
  /** What is typed: a verb, or a noun and a verb. */
  readonly words: string;
  readonly summary: string;
  /** Loaded only when it is called, so that help is there at once. */
  load(): Promise<{ command: CliCommand }>;
}

/** Every command of the operator's command line, in the order of its help. */
export const CATALOG: readonly CatalogEntry[] = [
  {
    words: "doctor",
    summary: "check the installation; say what is wrong and how to mend it",
    load: () => import("./commands/doctor.ts"),
  },
  {
    words: "migrate",
    summary: "bring the database to this version",
    load: () => import("./commands/migrate.ts"),
  },
  {
    words: "config",
    summary: "list every variable that Parley reads",
    load: () => import("./commands/config.ts"),
  },
  {
    words: "openapi",
    summary: "print the description of the HTTP API",
    load: () => import("./commands/openapi.ts"),
  },
  {
    words: "user create",
    summary: "make an account",
    load: () => import("./commands/user-create.ts"),
  },
  {
    words: "workspace create",
    summary: "make a workspace for somebody",
    load: () => import("./commands/workspace-create.ts"),
  },
  {
    words: "workspace list",
    summary: "list all workspaces with their credit",
    load: () => import("./commands/workspace-list.ts"),
  },
  {
    words: "grant",
    summary: "give a workspace credit",
    load: () => import("./commands/grant.ts"),
  },
  {
    words: "ask",
    summary: "ask a workspace's documents and read the answer with its sources",
    load: () => import("./commands/ask.ts"),
  },
  {
    words: "api-key create",
    summary: "make a key for a workspace; its secret is shown once",
    load: () => import("./commands/api-key-create.ts"),
  },
  {
    words: "api-key list",
    summary: "list the keys of a workspace",
    load: () => import("./commands/api-key-list.ts"),
  },
  {
    words: "api-key revoke",
    summary: "end a key at once",
    load: () => import("./commands/api-key-revoke.ts"),
  },
  {
    words: "knowledge add",
    summary: "add a file, a folder or a website to a workspace's documents",
    load: () => import("./commands/knowledge-add.ts"),
  },
  {
    words: "knowledge list",
    summary: "list a workspace's documents with their state",
    load: () => import("./commands/knowledge-list.ts"),
  },
  {
    words: "knowledge search",
    summary: "find passages in a workspace's documents",
    load: () => import("./commands/knowledge-search.ts"),
  },
  {
    words: "price list",
    summary: "list the prices in force and to come",
    load: () => import("./commands/price-list.ts"),
  },
  {
    words: "price set",
    summary: "set the price of a model",
    load: () => import("./commands/price-set.ts"),
  },
  {
    words: "jobs dead",
    summary: "list jobs that failed to the end",
    load: () => import("./commands/jobs-dead.ts"),
  },
  {
    words: "jobs replay",
    summary: "give jobs that failed to the end another try",
    load: () => import("./commands/jobs-replay.ts"),
  },
  {
    words: "secrets retire",
    summary: "end the database logins of former secret keys",
    load: () => import("./commands/secrets-retire.ts"),
  },
  {
    words: "backup",
    summary: "write database and files into one archive",
    load: () => import("./commands/backup.ts"),
  },
  {
    words: "restore",
    summary: "bring an archive of backup back",
    load: () => import("./commands/restore.ts"),
  },
];
