import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** These wait, for timeouts and for servers to come back, rather than compute. */
export default mergeConfig(shared, { test: { maxWorkers: 4 } });
