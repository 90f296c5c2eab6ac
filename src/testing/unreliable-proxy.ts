import { connect, createServer, type NetConnectOpts, type Socket } from "node:net";

/** A TCP relay that can fail the way networks do. */
export interface UnreliableProxy {
  readonly port: number;
  /** Breaks all connections and refuses new ones. */
  refuse(): void;
  /** All connections stay open but nothing passes any more: not now and, for these, never again. */
  silence(): void;
  /** New connections work again. */
  restore(): void;
  close(): Promise<void>;
}

interface Pair {
  readonly sockets: readonly [Socket, Socket];
  silent: boolean;
}

export async function unreliableProxy(target: NetConnectOpts): Promise<UnreliableProxy> {
  const pairs = new Set<Pair>();
  let mode: "open" | "refusing" | "silent" = "open";

  const server = createServer((near) => {
    if (mode === "refusing") {
      near.destroy();
      return;
    }
    const far = connect(target);
    const pair: Pair = { sockets: [near, far], silent: mode === "silent" };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair.sockets) socket.destroy();
    };
    relay(pair, near, far, end);
    relay(pair, far, near, end);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();

  const breakAll = () => {
    for (const { sockets } of pairs) for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    refuse() {
      mode = "refusing";
      breakAll();
    },
    silence() {
      mode = "silent";
      for (const pair of pairs) pair.silent = true;
    },
    restore() {
      mode = "open";
    },
    close() {
      breakAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function relay(pair: Pair, from: Socket, to: Socket, end: () => void): void {
  from.on("data", (bytes) => {
    if (!pair.silent) to.write(bytes);
  });
  from.on("error", end);
  from.on("close", end);
}
