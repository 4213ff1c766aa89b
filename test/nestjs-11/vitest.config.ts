import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import nestjs from "../../packages/nestjs/vitest.config.js";

/** A package of Nest 11, which is installed here. Its own imports find the others next to it. */
const nest11 = (name: string) => ({
  find: `@nestjs/${name}`,
  replacement: fileURLToPath(import.meta.resolve(`@nestjs/${name}`)),
});

/** The tests of @coffer/nestjs with Nest 11 in place of the version that they, and the package, would find. */
export default mergeConfig(nestjs, {
  resolve: {
    alias: ["cache-manager", "common", "core", "platform-express", "terminus", "testing"].map(nest11),
  },
  test: {
    dir: fileURLToPath(new URL("../../packages/nestjs/test", import.meta.url)),
    // With `npm run test:all` also tests that hardly depend on the version of Nest.
    include:
      process.env.COFFER_TEST_ALL === "1" ? ["**/*.test.ts"] : ["{cached,coffer-module,health}.test.ts"],
    env: { NEST: "11" },
    server: { deps: { inline: [/packages\/nestjs\/dist/] } },
  },
});
