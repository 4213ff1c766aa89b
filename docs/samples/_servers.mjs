// What samples with servers of their own start: those of the tests' harness, gone at the end of the process.
export { startCluster, startReplicated, startSentinels, startServer } from "@coffer-internal/servers";
