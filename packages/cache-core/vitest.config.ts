import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** Besides the tests that run there are those of types, `*.test-d.ts`. */
export default mergeConfig(shared, {
  test: { typecheck: { enabled: true, tsconfig: "test/tsconfig.json" } },
});
