import { FluentResource } from "@fluent/bundle";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { manuals } from "./manual/plugin.ts";

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

interface Graph {
  getModuleInfo: (id: string) => { isEntry: boolean; importers: readonly string[] } | null;
}

/** Whether a module is there before anything is drawn: those are one file, since each more is fetched by itself. */
function isOfStart(id: string, graph: Graph): boolean {
  const seen = new Set<string>();
  const isLoaded = (one: string): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    const info = graph.getModuleInfo(one);
    return info !== null && (info.isEntry || info.importers.some(isLoaded));
  };
  return isLoaded(id);
}

export default defineConfig(({ mode }) => ({
  plugins: [catalogues, manuals, svelte()],
  server: { port: 1420, strictPort: true, fs: { allow: [".."] } },
  build: {
    target: "safari16.4",
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: (id, graph) => (isOfStart(id, graph) ? "start" : null) }] },
      },
    },
  },
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
