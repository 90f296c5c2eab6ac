import pg from "pg";
import type { Log } from "../log.ts";
import { SendQueue } from "./send-queue.ts";

export const NOTIFY_CHANNEL = "kernel_realtime";

export interface PostgresLineOptions {
  readonly url: string;
  readonly log: Log;
  onText(text: string): void;
  /** Listening works again after a break: others may have sent in between. */
  onBackAgain(): void;
  /** What to tell the others once sending works again after something could not be sent. */
  missedNotice(): string;
  readonly timing?: Partial<LineTiming>;
}

export interface LineTiming {
  /** A statement this often tells a dead connection from a quiet one. */
  readonly keepAliveMs: number;
  readonly answerWithinMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const TIMING: LineTiming = {
  keepAliveMs: 15_000,
  answerWithinMs: 5_000,
  firstPauseMs: 100,
  longestPauseMs: 10_000,
};

/** One connection of its own for LISTEN and NOTIFY, kept alive and made again for as long as it is open. */
export class PostgresLine {
  readonly #options: PostgresLineOptions;
  readonly #timing: LineTiming;
  readonly #queue = new SendQueue((texts) => this.#notify(texts));
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #attempt = 0;
  #owesNotice = false;
  #closed = false;

  constructor(options: PostgresLineOptions) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
  }

  /** @throws when the first connection cannot be made; later ones are tried for ever */
  async open(): Promise<void> {
    this.#client = await this.#connect();
    this.#keepAlive();
  }

  /** Never fails: what cannot be sent becomes a notice to everybody later. Sent in the order of the calls. */
  async send(text: string): Promise<void> {
    const sent = this.#client !== null && (await this.#queue.add(text));
    if (!sent) this.#owesNotice = true;
  }

  async close(): Promise<void> {
    await this.#queue.drained();
    this.#closed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: "realtime",
      keepAlive: true,
      connectionTimeoutMillis: this.#timing.answerWithinMs,
      query_timeout: this.#timing.answerWithinMs,
    });
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client));
    client.on("notification", ({ payload }) => this.#options.onText(payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${NOTIFY_CHANNEL}`);
      return client;
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
  }

  async #notify(texts: readonly string[]): Promise<void> {
    const client = this.#client;
    if (!client) throw new Error("The realtime connection is down.");
    try {
      await client.query({ name: "notify", text: NOTIFY_ALL, values: [NOTIFY_CHANNEL, texts] });
    } catch (error) {
      this.#lost(client, error);
      throw error;
    }
  }

  #keepAlive(): void {
    this.#timer = setTimeout(async () => {
      const client = this.#client;
      if (!client) return;
      try {
        await client.query("select 1");
        await this.#payNotice();
        if (client === this.#client) this.#keepAlive();
      } catch (error) {
        this.#lost(client, error);
      }
    }, this.#timing.keepAliveMs);
  }

  #lost(client: pg.Client, error?: unknown): void {
    if (client !== this.#client) return;
    this.#client = null;
    clearTimeout(this.#timer);
    client.end().catch(() => undefined);
    this.#options.log.warn({ err: error }, "The realtime connection to PostgreSQL broke");
    this.#attempt = 0;
    this.#reconnectLater();
  }

  #reconnectLater(): void {
    if (this.#closed) return;
    const { firstPauseMs, longestPauseMs } = this.#timing;
    const pauseMs =
      Math.min(firstPauseMs * 2 ** this.#attempt++, longestPauseMs) * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => {
      this.#reconnect().catch(() => this.#reconnectLater());
    }, pauseMs);
  }

  async #reconnect(): Promise<void> {
    const client = await this.#connect();
    if (this.#closed) {
      await client.end();
      return;
    }
    this.#client = client;
    this.#keepAlive();
    this.#options.log.info("The realtime connection to PostgreSQL is back");
    this.#options.onBackAgain();
    await this.#payNotice();
  }

  async #payNotice(): Promise<void> {
    if (!this.#owesNotice) return;
    this.#owesNotice = false;
    await this.send(this.#options.missedNotice());
  }
}

const NOTIFY_ALL =
  "select pg_notify($1, text) from unnest($2::text[]) with ordinality as parcel (text, number) order by number";
