import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** Most of these tests wait for other processes. */
export default mergeConfig(shared, { test: { maxWorkers: 3 } });
