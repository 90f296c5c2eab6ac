/** Text that travels with a question. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
}

/** The same bounds as `sendMessageInput` in the contract of conversations; a test compares them. */
export const TEXT_MAXIMUM = 400_000;
export const ATTACHMENTS_MAXIMUM = 10;
const NAME_MAXIMUM = 200;
/** Pasted text longer than this becomes an attachment, characters. */
const PASTE_INLINE_MAXIMUM = 4_000;
/** Bytes of a file that are read at all; UTF-8 needs at most four for a character. */
export const FILE_BYTES_MAXIMUM = TEXT_MAXIMUM * 4;

const EXTENSIONS = new Set(
  (
    "txt text md markdown mdx rst adoc org tex log csv tsv json jsonl ndjson geojson xml html htm svg yaml yml toml ini " +
    "cfg conf env properties srt vtt ics vcf eml diff patch sql graphql proto js mjs cjs jsx ts mts cts tsx vue svelte " +
    "css scss sass less py ipynb rb php java kt kts scala groovy c h cc cpp hpp cxx m mm cs fs go rs swift dart lua pl r " +
    "jl ex exs erl hs clj elm zig nim sh bash zsh fish ps1 bat cmd tf hcl gradle cmake make dockerfile"
  ).split(" "),
);
const NAMES = new Set(["dockerfile", "makefile", "readme", "license", "changelog", ".gitignore", ".env"]);

export const READABLE_TYPES = "text, Markdown, CSV, JSON, HTML and code files";

/** Whether a file counts as text by its name, or else by the type that the browser gives it. */
export function isTextFile(name: string, type: string): boolean {
  const lower = name.toLowerCase();
  const extension = lower.includes(".") ? lower.slice(lower.lastIndexOf(".") + 1) : "";
  if (EXTENSIONS.has(extension) || NAMES.has(lower)) return true;
  return extension === "" && type.startsWith("text/");
}

export type Paste = { readonly kind: "inline" } | { readonly kind: "attach"; readonly name: string };

/** A long paste becomes an attachment of its own: "Pasted text", "Pasted text 2". */
export function pasteRule(text: string, attached: readonly Attachment[]): Paste {
  if (text.length <= PASTE_INLINE_MAXIMUM) return { kind: "inline" };
  return { kind: "attach", name: freeName("Pasted text", attached) };
}

/** A name no other attachment has, and as short as the API takes it. */
export function freeName(name: string, attached: readonly Attachment[]): string {
  const base =
    name
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, NAME_MAXIMUM - 5) || "Text";
  const taken = new Set(attached.map((attachment) => attachment.name));
  let candidate = base;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${base} ${count}`;
  return candidate;
}

export interface Added {
  readonly attachments: readonly Attachment[];
  /** A sentence about what was not taken. */
  readonly refusal: string | null;
}

/** Adds as many as fit; says which did not and what to do. Empty texts are left out. */
export function addAttachments(attached: readonly Attachment[], incoming: readonly Attachment[]): Added {
  let attachments = attached;
  let refusal: string | null = null;
  for (const { name, text } of incoming) {
    if (text.trim() === "") refusal = `${name} has no text in it.`;
    else if (text.length > TEXT_MAXIMUM) refusal = tooLong(name, text.length);
    else if (attachments.length >= ATTACHMENTS_MAXIMUM) {
      refusal = `A question takes up to ${ATTACHMENTS_MAXIMUM} files. Remove one to add ${name}.`;
    } else attachments = [...attachments, { name: freeName(name, attachments), text }];
  }
  return { attachments, refusal };
}

function tooLong(name: string, length: number): string {
  const limit = TEXT_MAXIMUM.toLocaleString("en");
  return `${name} has ${length.toLocaleString("en")} characters, more than the ${limit} that are read. Attach a part of it.`;
}

/** "812 characters", "12k characters": the size on a chip. */
export function sizeLabel(characters: number): string {
  if (characters === 1) return "1 character";
  if (characters < 1_000) return `${characters} characters`;
  const thousands = characters / 1_000;
  return `${thousands < 10 ? thousands.toFixed(1).replace(/\.0$/, "") : Math.round(thousands)}k characters`;
}
