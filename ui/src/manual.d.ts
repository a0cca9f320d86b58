// The manual in one language, as manual/plugin.ts hands it out.
declare module "virtual:manual/*" {
  const chapters: import("../manual/render").Chapter[];
  export default chapters;
}
