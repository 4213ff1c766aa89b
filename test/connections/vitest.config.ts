import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** These tests wait for timeouts and for servers to restart, and need little processor time. */
export default mergeConfig(shared, { test: { maxWorkers: 4 } });
