import type { Redis } from "ioredis";
import type { Log } from "../log.ts";
import { openRedis } from "../redis/open-redis.ts";

export interface RedisLineOptions {
  readonly url: string;
  readonly log: Log;
  onText(text: string): void;
  /** Listening works again after a break: others may have sent in between. */
  onBackAgain(): void;
  readonly keepAliveMs?: number;
}

/** Redis has one space of channels for all its databases; installations that share a server differ in the database. */
const CHANNEL = "kernel:realtime";

/** Publish and subscribe, each on a connection of its own as Redis wants it. */
export class RedisLine {
  readonly #options: RedisLineOptions;
  readonly #sender: Redis;
  readonly #listener: Redis;
  readonly #channel: string;
  readonly #timer: NodeJS.Timeout;
  #heardBefore = false;

  private constructor(options: RedisLineOptions, sender: Redis, listener: Redis) {
    this.#options = options;
    this.#sender = sender;
    this.#listener = listener;
    this.#channel = `${CHANNEL}:${sender.options.db ?? 0}`;
    listener.on("message", (_channel, text: string) => options.onText(text));
    this.#timer = setInterval(() => this.#checkListener(), options.keepAliveMs ?? 15_000);
  }

  static async open(options: RedisLineOptions): Promise<RedisLine> {
    const [sender, listener] = await Promise.all([
      openRedis({ url: options.url, log: options.log, name: "realtime-send" }),
      openRedis({ url: options.url, log: options.log, name: "realtime-listen" }),
    ]);
    const line = new RedisLine(options, sender, listener);
    listener.on("ready", () => void line.#listen());
    if (listener.status === "ready") await line.#listen();
    else line.#heardBefore = true;
    return line;
  }

  /** `unknown`: Redis was asked and did not answer in time, so the others may or may not have it. */
  async send(text: string): Promise<"sent" | "not-sent" | "unknown"> {
    if (this.#sender.status !== "ready") return "not-sent";
    try {
      await this.#sender.publish(this.#channel, text);
      return "sent";
    } catch {
      this.#sender.disconnect(true);
      return "unknown";
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#listener.disconnect();
    await this.#sender.quit().catch(() => this.#sender.disconnect());
  }

  async #listen(): Promise<void> {
    try {
      await this.#listener.subscribe(this.#channel);
    } catch (error) {
      this.#options.log.warn({ err: error }, "Redis refused a realtime subscription");
      this.#listener.disconnect(true);
      return;
    }
    if (this.#heardBefore) this.#options.onBackAgain();
    this.#heardBefore = true;
  }

  /** A silent connection may be dead for ever; a PING settles it. */
  #checkListener(): void {
    if (this.#listener.status !== "ready") return;
    this.#listener.ping().catch(() => this.#listener.disconnect(true));
  }
}
