import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./web/precompress.ts";

const SERVER = `http://localhost:${process.env.PORT ?? "3000"}`;

export default defineConfig({
  root: "web",
  plugins: [react(), precompress()],
  /** The server writes a fresh nonce into every page it sends; see the content security policy. */
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2023",
    manifest: true,
    /** Data addresses would need an exception in the content security policy. */
    assetsInlineLimit: 0,
  },
  server: { port: 5173, proxy: { "/api": SERVER, "/healthz": SERVER } },
});
