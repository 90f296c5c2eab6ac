import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Account } from "../parley-account.ts";
import { withSimulatedProvider } from "../simulated-provider.ts";
import { openSite, page, type Site } from "../website.ts";
import { generationsIn, subject, type Text, textOf, wordsOf } from "./texts.ts";

export const EMBEDDING_MODEL = "sim/embed-one";
const DOCUMENTS = 5;
const PAGES = 8;
const ALL = 50;
/** Lines: of one request for vectors, and of several. */
export const SHORT = 40;
const LONG = 900;

/** What an operator sets so that documents get vectors and are charged for them. */
export function withEmbeddings(simulatorUrl: string): Record<string, string> {
  const endpoint = { id: "sim", name: "Simulated", baseUrl: simulatorUrl, models: ["sim", "embed-one"] };
  return {
    ...withSimulatedProvider(simulatorUrl),
    MODEL_ENDPOINTS: JSON.stringify([endpoint]),
    WEB_ALLOW_LOOPBACK: "on",
  };
}

const listed = z.object({ items: z.array(z.object({ id: z.string() })) });
const made = z.object({ id: z.string() });
const found = z.object({
  passages: z.array(
    z.object({ documentId: z.string(), versionId: z.string(), chunk: z.number(), text: z.string() }),
  ),
});

/** A workspace's library over HTTP: files that are replaced, a website that changes, people who search. */
export class LibraryInUse {
  readonly account: Account;
  readonly site: Site;
  readonly names = Array.from({ length: DOCUMENTS }, (_, number) => `d${number}x`);
  readonly pages = Array.from({ length: PAGES }, (_, number) => `p${number}x`);
  /** By document: what the last upload that was answered gave, and what those after it would have given. */
  readonly possible = new Map<string, Text[]>();
  /** Uploads of each document since the round began. */
  readonly attempts = new Map<string, number>();
  /** Documents of which an upload was answered and which nobody deleted. */
  readonly taken = new Set<string>();
  /** Documents that somebody began to delete in this round: of an upload at the same time either may have come last. */
  readonly #deleting = new Set<string>();
  /** What searches showed that they must not. */
  readonly faults: string[] = [];
  searches = 0;
  /** Chunks of a whole document; null until one was seen at rest. */
  wholeCount: number | null = null;
  /** Of the last crawl that ended; 0 when there was none. */
  crawledGeneration = 0;
  readonly #collectionId: string;
  #sourceId = "";
  #siteGeneration = 0;

  private constructor(account: Account, site: Site, collectionId: string) {
    this.account = account;
    this.site = site;
    this.#collectionId = collectionId;
  }

  static async open(account: Account): Promise<LibraryInUse> {
    const collections = listed.parse(await (await account.call("GET", "/knowledge/collections")).json());
    const collectionId = collections.items[0]?.id ?? "";
    const wish = { embeddingModel: EMBEDDING_MODEL };
    const set = await account.call("PATCH", `/knowledge/collections/${collectionId}`, wish);
    if (!set.ok) throw new Error(`The embedding model is not taken: ${await set.text()}`);
    const library = new LibraryInUse(account, await openSite(), collectionId);
    library.renewSite();
    return library;
  }

  beginRound(): void {
    this.attempts.clear();
    this.#deleting.clear();
  }

  get siteGeneration(): number {
    return this.#siteGeneration;
  }

  get pageUrls(): string[] {
    return this.pages.map((name) => `${this.site.url}/${name}`);
  }

  /** The last page is there in every other generation only. */
  isGone(name: string, generation: number): boolean {
    return name === this.pages.at(-1) && generation % 2 === 0;
  }

  /** From now on every page says something new. */
  renewSite(): void {
    this.#siteGeneration += 1;
    const links = this.pages.map((name) => `<a href="/${name}">${name}</a>`).join(" ");
    this.site.serve("/", page(`<p>Contents.</p>${links}`, "Contents"));
    for (const name of this.pages) {
      const { lines } = textOf(name, this.#siteGeneration, SHORT);
      const gone = this.isGone(name, this.#siteGeneration);
      const body = lines.map((line) => `<p>${line}</p>`).join("\n");
      const handler = (_request: unknown, response: { end(text: string): unknown } & HeadWriter) => {
        setTimeout(() => {
          response.writeHead(gone ? 410 : 200, { "content-type": "text/html" });
          response.end(page(body, name));
        }, 15);
      };
      this.site.serve(`/${name}`, handler);
    }
    this.site.asked.length = 0;
  }

  async crawl(): Promise<void> {
    if (this.#sourceId !== "") {
      await this.account.call("POST", `/knowledge/sources/${this.#sourceId}/crawl`, {});
      return;
    }
    const source = { collectionId: this.#collectionId, mode: "crawl", url: `${this.site.url}/` };
    const answer = await this.account.call("POST", "/knowledge/sources", source);
    this.#sourceId = made.parse(await answer.json()).id;
  }

  /** Gives a document new content. Cut off, it may have been taken or not. */
  async upload(name: string, generation: number): Promise<void> {
    const text = textOf(name, generation, name === this.names[0] ? LONG : SHORT);
    const before = this.possible.get(name) ?? [];
    this.possible.set(name, [...before, text]);
    this.attempts.set(name, (this.attempts.get(name) ?? 0) + 1);
    const form = new FormData();
    form.set("file", new Blob([text.lines.join("\n\n")], { type: "text/plain" }), `${name}.txt`);
    const path = `/knowledge/documents?collectionId=${this.#collectionId}`;
    const answer = await this.account.call("POST", path, form);
    if (answer.status >= 300) throw new Error(`An upload is answered ${answer.status}`);
    await answer.text();
    this.possible.set(name, [text]);
    if (!this.#deleting.has(name)) this.taken.add(name);
  }

  /** Deletes a document, if it is there. Cut off, it may be gone or not. */
  async remove(name: string): Promise<void> {
    const answer = await this.account.call("GET", `/knowledge/documents?search=${name}`);
    const [document] = listed.parse(await answer.json()).items;
    if (document === undefined) return;
    this.#deleting.add(name);
    this.taken.delete(name);
    const gone = await this.account.call("DELETE", `/knowledge/documents/${document.id}`);
    if (gone.status >= 300) throw new Error(`A deletion is answered ${gone.status}`);
  }

  /** Asks for one thing after the other, until it is told to end or the server does. */
  async search(until: AbortSignal): Promise<void> {
    for (let turn = 0; !until.aborted; turn += 1) {
      const things = [...this.names, ...this.pages];
      const thing = things[turn % things.length] ?? "";
      try {
        await this.look(thing);
      } catch (error) {
        if (!(error instanceof Torn)) return;
        this.faults.push(error.message);
      }
      await delay(5);
    }
  }

  /** @returns how many passages of it are found @throws Torn for what no search may show */
  async look(thing: string): Promise<number> {
    const answer = await this.account.call("GET", `/knowledge/search?q=${subject(thing)}&limit=${ALL}`);
    const { passages } = found.parse(await answer.json());
    this.searches += 1;
    const own = passages.filter(({ text }) => wordsOf(text).includes(subject(thing)));
    const versions = new Set(own.map(({ versionId }) => versionId));
    const generations = generationsIn(own.map(({ text }) => text).join(" "), thing);
    const chunks = new Set(own.map(({ versionId, chunk }) => `${versionId} ${chunk}`));
    if (versions.size > 1) throw new Torn(`a search shows two versions of ${thing}`);
    if (generations.size > 1) throw new Torn(`a search shows ${thing} of two times`);
    if (chunks.size !== own.length) throw new Torn(`a search shows a passage of ${thing} twice`);
    const isShort = thing !== this.names[0];
    if (isShort && this.wholeCount !== null && own.length !== 0 && own.length !== this.wholeCount)
      throw new Torn(`a search shows ${own.length} of the ${this.wholeCount} passages of ${thing}`);
    return own.length;
  }

  close(): Promise<void> {
    return this.site.close();
  }
}

interface HeadWriter {
  writeHead(status: number, headers: Record<string, string>): unknown;
}

class Torn extends Error {}
