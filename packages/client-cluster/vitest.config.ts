import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** These tests wait for failovers and timeouts, and need little processor time. */
export default mergeConfig(shared, { test: { maxWorkers: 4 } });
