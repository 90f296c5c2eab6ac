import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "src/**/*.test.ts",
      "simulators/**/*.test.ts",
      "tools/**/*.test.ts",
      "eval/**/*.test.ts",
      "web/src/**/*.test.{ts,tsx}",
    ],
    globalSetup: ["src/testing/global-setup.ts"],
    pool: "forks",
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
