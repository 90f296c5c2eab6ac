import { lookup as systemLookup } from "node:dns/promises";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { Agent, buildConnector } from "undici";
import { ReadFailure } from "../../modules/knowledge/ports.ts";
import type { WebLimits } from "./limits.ts";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export interface NetworkGuardOptions {
  /** For development and tests: this machine may be read, at any port. Nothing else that is private. */
  readonly allowLoopback: boolean;
  readonly resolve?: Resolve;
  readonly limits: WebLimits;
}

const PORTS: ReadonlySet<string> = new Set(["", "80", "443", "8080", "8443"]);
const CONNECTIONS_OF_ORIGIN = 2;
const KEEP_ALIVE_MS = 4_000;
const LONGEST_URL = 2_000;

/** Decides what may be reached, and is the only way to reach it. */
export class NetworkGuard {
  readonly agent: Agent;
  readonly #allowLoopback: boolean;
  readonly #resolve: Resolve;

  constructor(options: NetworkGuardOptions) {
    this.#allowLoopback = options.allowLoopback;
    this.#resolve = options.resolve ?? resolveBySystem;
    this.agent = new Agent({
      connect: this.#connector(options.limits.connectMs),
      connections: CONNECTIONS_OF_ORIGIN,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: options.limits.headerBytes,
      headersTimeout: options.limits.totalMs,
      bodyTimeout: options.limits.totalMs,
    });
  }

  /**
   * The address in its one spelling, without fragment. `URL` turns decimal, octal and hex hosts into dotted ones,
   * so that they meet the same rule.
   * @throws ReadFailure when it may never be read, whatever a resolver says
   */
  checkUrl(text: string, base?: string): URL {
    if (!URL.canParse(text, base))
      throw refused("This is not an address of a web page. Check how it is written.");
    const url = new URL(text, base);
    url.hash = "";
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      throw refused("Only addresses that begin with https:// or http:// can be read.");
    }
    if (url.href.length > LONGEST_URL) throw refused("The address is too long to be read.");
    if (url.username !== "" || url.password !== "") {
      throw refused(
        "The address holds a user name or password. Give one without, for a page that anybody may see.",
      );
    }
    const host = bare(url.hostname);
    if (!PORTS.has(url.port) && !this.#allowLoopback) {
      throw refused("Only the usual ports of websites can be read: 80, 443, 8080 and 8443.");
    }
    if (isIP(host) !== 0 && !this.#isAllowed(host)) throw privateNetwork();
    return url;
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  #isAllowed(address: string): boolean {
    return isPublicAddress(address) || (this.#allowLoopback && isLoopbackAddress(address));
  }

  /**
   * The name is resolved once, here, and the socket connects to what was checked: there is no second look-up that
   * could answer otherwise. A name with a single forbidden address is refused whole.
   */
  #connector(timeoutMs: number): buildConnector.connector {
    const lookup: LookupFunction = (hostname, options, callback) => {
      this.#resolve(hostname).then(
        (addresses) => {
          const [first] = addresses;
          if (first === undefined) return callback(noSuchName(), "", 0);
          if (!addresses.every((address) => this.#isAllowed(address)))
            return callback(privateNetwork(), "", 0);
          if (options.all !== true) return callback(null, first, isIP(first));
          callback(
            null,
            addresses.map((address) => ({ address, family: isIP(address) })),
          );
        },
        (error: Error) => callback(error, "", 0),
      );
    };
    const connect = buildConnector({ timeout: timeoutMs, allowH2: false, lookup, autoSelectFamily: true });
    return (options, callback) => {
      const host = bare(options.hostname);
      // A socket looks up names only: numbers are checked here.
      if (isIP(host) !== 0 && !this.#isAllowed(host)) return callback(privateNetwork(), null);
      connect(options, (...result) => {
        const [error, socket] = result;
        if (error === null && !this.#isConnectedWell(socket)) {
          socket.destroy();
          return callback(privateNetwork(), null);
        }
        callback(...result);
      });
    };
  }

  /** What the system says that the socket is connected to: a last word past every look-up. */
  #isConnectedWell(socket: Socket): boolean {
    const { remoteAddress } = socket;
    return remoteAddress !== undefined && this.#isAllowed(remoteAddress);
  }
}

async function resolveBySystem(hostname: string): Promise<readonly string[]> {
  const found = await systemLookup(hostname, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

function bare(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

export function refused(sentence: string): ReadFailure {
  return new ReadFailure("unreachable", sentence);
}

function privateNetwork(): ReadFailure {
  return refused("This address leads into a private network. Only pages on the public internet can be read.");
}

function noSuchName(): ReadFailure {
  return refused("There is no website under this name. Check how the address is written.");
}
