import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["src/testing/global-setup.ts"],
    pool: "forks",
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // How long something may take on a machine that is busy with the rest of the suite; what is there is seen at once.
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "server",
          include: ["src/**/*.test.ts", "simulators/**/*.test.ts", "tools/**/*.test.ts", "eval/**/*.test.ts"],
          // The product is loaded once a worker, not once a file: half of the suite's time. State is kept by kernel, and
          // each file has its own.
          isolate: false,
        },
      },
      // Stores and mocked modules of the page are the whole file's.
      { extends: true, test: { name: "web", include: ["web/src/**/*.test.{ts,tsx}"], globalSetup: [] } },
    ],
  },
});
