// A catalogue, as vite.config.ts hands it out: parsed.
declare module "*.ftl" {
  import type { FluentResource } from "@fluent/bundle";
  const catalogue: () => FluentResource;
  export default catalogue;
}
