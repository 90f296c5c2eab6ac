import scalar from "@scalar/fastify-api-reference";
import { pageNonce } from "./page-nonce.ts";
import type { HttpApp } from "./types.ts";

/**
 * The API reference with "try it", from our own document; its script is served by us, nothing is fetched from
 * outside. It makes style elements at run time without a nonce, so inline styles are allowed on this page only.
 */
export async function serveApiReference(http: HttpApp): Promise<void> {
  await http.register(async (docs) => {
    docs.addHook("onSend", async (_request, reply, payload) => {
      if (!String(reply.getHeader("content-type")).startsWith("text/html")) return payload;
      const nonce = pageNonce(reply.raw);
      const policy = String(reply.getHeader("content-security-policy"));
      reply.header(
        "content-security-policy",
        policy.replace(/style-src [^;]*/, "style-src 'self' 'unsafe-inline'"),
      );
      return typeof payload === "string"
        ? payload.replaceAll("<script", `<script nonce="${nonce}"`)
        : payload;
    });
    await docs.register(scalar, {
      routePrefix: "/docs",
      configuration: {
        url: "/api/openapi.json",
        title: "Parley API",
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: "never",
        agent: { disabled: true },
        mcp: { disabled: true },
        authentication: { preferredSecurityScheme: "apiKey" },
      },
    });
  });
}
