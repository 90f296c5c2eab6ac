import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { nothingHere } from "./known-addresses.ts";
import { pageNonce } from "./page-nonce.ts";
import { sendProblem } from "./problem.ts";
import { type HttpApp, PUBLIC } from "./types.ts";

const NONCE_MARK = "__CSP_NONCE__";
/** Files of web/public. */
const PUBLIC_FILES = ["icon.svg"];
const YEAR_MS = 31_536_000_000;
const HOUR_MS = 3_600_000;

/**
 * The built web app: files with a hash in their name for ever, the page itself fresh with each request's nonce.
 * Addresses that no route knows are the page's own, unless they are the API's.
 */
export async function serveWebApp(http: HttpApp, folder: string): Promise<void> {
  const page = await readFile(join(folder, "index.html"), "utf8");
  await http.register(async (files) => {
    // The plugin's own refusals (a folder, a path with dots in it) say no more than that nothing is there.
    files.setErrorHandler((error, request, reply) => {
      if (!isRefusal(error)) throw error;
      sendProblem(request, reply, nothingHere(request, reply));
    });
    await files.register(fastifyStatic, {
      root: join(folder, "assets"),
      prefix: "/assets/",
      preCompressed: true,
      immutable: true,
      maxAge: YEAR_MS,
      index: false,
      wildcard: true,
      dotfiles: "ignore",
      acceptRanges: false,
    });
    for (const name of PUBLIC_FILES) {
      files.get(`/${name}`, { config: { access: PUBLIC, internal: true } }, async (_request, reply) =>
        reply.sendFile(name, folder, { immutable: false, maxAge: HOUR_MS }),
      );
    }
  });
  http.get("/*", { config: { access: PUBLIC, internal: true } }, async (request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const wantsPage = path === "/" || (request.headers.accept ?? "").includes("text/html");
    if (!wantsPage || /^\/(api|v1|assets)(\/|$)/.test(path)) throw nothingHere(request, reply);
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .send(page.replaceAll(NONCE_MARK, pageNonce(reply.raw)));
  });
}

function isRefusal(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("statusCode" in error)) return false;
  return typeof error.statusCode === "number" && error.statusCode < 500;
}
