import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** These wait, for failovers and timeouts, rather than compute. */
export default mergeConfig(shared, { test: { maxWorkers: 4 } });
