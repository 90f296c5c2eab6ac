import { z } from "zod";
import { tallySchema } from "./tally.ts";

export const MANIFEST = "manifest.json";
/** Last entry of an archive, the manifest's SHA-256 in hex: an archive without it was cut off. */
export const SEAL = "manifest.sha256";

const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const amount = z.string().regex(/^-?\d{1,30}$/);

export const tableSchema = z.strictObject({
  schema: identifier,
  name: identifier,
  columns: z.array(identifier).min(1),
  rows: z.number().int().nonnegative(),
  ...tallySchema.shape,
});

export const fileSchema = z.strictObject({
  /** Below the data folder, with slashes; it never leads out of it. */
  path: z.string().refine(isInside, "This path leads out of the data folder."),
  ...tallySchema.shape,
});

export const booksSchema = z.strictObject({
  wallets: amount,
  postings: amount,
  fundedMicroPt: amount,
  absorbedMicroPt: amount,
  availableMicroPt: amount,
  heldMicroPt: amount,
  usedMicroPt: amount,
  expiredMicroPt: amount,
});

export const manifestSchema = z.strictObject({
  format: z.literal("parley-backup"),
  formatVersion: z.literal(1),
  /** The version of Parley that wrote it. */
  parley: z.string(),
  postgres: z.string(),
  createdAt: z.iso.datetime(),
  /** Names the key under which secrets in it are sealed, without telling anything of it. */
  secretKeyId: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })).min(1),
  /** In an order in which each comes after those it refers to. */
  tables: z.array(tableSchema),
  /** Work that waits in the queue; null when there was no queue. */
  jobs: tableSchema.nullable(),
  sequences: z.array(z.strictObject({ schema: identifier, name: identifier, value: amount })),
  files: z.array(fileSchema),
  books: booksSchema,
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestTable = z.infer<typeof tableSchema>;
export type ManifestFile = z.infer<typeof fileSchema>;
export type ManifestBooks = z.infer<typeof booksSchema>;

function isInside(path: string): boolean {
  if (path === "" || path.includes("\\") || path.includes("\0")) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/** `database/ledger.wallet/1.copy`: rows of a table, cut anywhere. */
export function partName(table: { schema: string; name: string }, part: number): string {
  return `database/${table.schema}.${table.name}/${part}.copy`;
}

export interface Part {
  /** `ledger.wallet` */
  readonly table: string;
  readonly number: number;
}

export function parsePartName(name: string): Part | undefined {
  const match = /^database\/([a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*)\/([1-9]\d{0,8})\.copy$/.exec(name);
  return match ? { table: match[1] ?? "", number: Number(match[2]) } : undefined;
}

const FILES = "files/";

export function fileName(path: string): string {
  return `${FILES}${path}`;
}

export function parseFileName(name: string): string | undefined {
  return name.startsWith(FILES) ? name.slice(FILES.length) : undefined;
}
