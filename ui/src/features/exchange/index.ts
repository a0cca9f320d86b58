export { chooseFile, forgetFile } from "./file.svelte";
export { default as ExportSection } from "./ExportSection.svelte";
export { default as ImportScreen } from "./ImportScreen.svelte";
export { default as ImportSection } from "./ImportSection.svelte";
