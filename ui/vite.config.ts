import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  server: { port: 1420, strictPort: true, fs: { allow: [".."] } },
  build: { target: "safari16.4", reportCompressedSize: false },
  // Without it vitest resolves Svelte to its server build.
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  test: {
    environment: "happy-dom",
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    restoreMocks: true,
    // A whole window under axe, on a machine that builds beside it.
    testTimeout: 20_000,
  },
}));
