import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** Most of these wait, for failovers and other processes. */
export default mergeConfig(shared, { test: { maxWorkers: 3 } });
