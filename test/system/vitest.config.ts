import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** Most of these tests wait for failovers and for other processes. */
export default mergeConfig(shared, { test: { maxWorkers: 3 } });
