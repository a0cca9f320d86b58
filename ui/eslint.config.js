import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const features = [
  "accounts",
  "calendar",
  "exchange",
  "new-plan",
  "overview",
  "plan",
  "plans",
  "repayments",
  "settings",
  "start",
];

const tauri = {
  regex: "^@tauri-apps/|/ipc/generated/bindings$",
  message: "Only src/ipc speaks to Tauri: import from src/ipc instead.",
};

/** A feature may use src/shared and src/ipc, and of another feature only its index. */
const featureWalls = features.map((feature) => ({
  files: [`src/features/${feature}/**`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          tauri,
          { regex: "(^|/)app(/|$)", message: "Features do not know the shell." },
          {
            regex: `^\\.\\./(${features.filter((other) => other !== feature).join("|")})/(?!index$)`,
            message: "Import another feature through its index only.",
          },
        ],
      },
    ],
  },
}));

export default ts.config(
  { ignores: ["dist", "node_modules", "src/ipc/generated"] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, extraFileExtensions: [".svelte"] },
    },
    rules: {
      "no-undef": "off",
      "no-restricted-imports": ["error", { patterns: [tauri] }],
      "max-lines": ["error", 500],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // What Rust rejects with is a plain object, and it is thrown on as it is.
      "@typescript-eslint/only-throw-error": ["error", { allow: ["AppError"] }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    files: ["**/*.svelte"],
    rules: {
      // A component's script is one module, not one function.
      "max-lines-per-function": "off",
      "svelte/no-navigation-without-resolve": "off",
      "prefer-const": "off",
      // ESLint sees imported components and snippet parameters as any; svelte-check does know their types.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  ...featureWalls,
  { files: ["src/ipc/**"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["test/**"],
    rules: { "no-restricted-imports": "off", "max-lines-per-function": "off" },
  },
  { files: ["*.js"], extends: [ts.configs.disableTypeChecked] },
);
