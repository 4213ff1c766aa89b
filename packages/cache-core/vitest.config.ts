import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** In addition to the tests that run there are type tests, `*.test-d.ts`. */
export default mergeConfig(shared, {
  test: { typecheck: { enabled: true, tsconfig: "test/tsconfig.json" } },
});
