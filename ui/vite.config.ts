import { FluentResource } from "@fluent/bundle";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Parses the catalogues when the UI is built, not whenever a window opens, and leaves out what only the CLI says. */
const catalogues: Plugin = {
  name: "catalogues",
  transform(source, id) {
    if (!id.endsWith(".ftl")) return null;
    const body = new FluentResource(source).body.filter((message) => !message.id.startsWith("cli-"));
    const parsed = JSON.stringify({ body });
    return { code: `export default () => JSON.parse(${JSON.stringify(parsed)});`, map: null };
  },
};

export default defineConfig(({ mode }) => ({
  plugins: [catalogues, svelte()],
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
