import type { SourceView } from "../../ipc";

/** What is to be done with a source. */
export interface Asked {
  name: "rename" | "merge";
  source: SourceView;
}
