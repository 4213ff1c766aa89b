// The servers on which `npm run test:servers` runs, and their suites in Debian. The oldest is the system's own
// redis-server.

/** A suite of Debian changes: the name of a server contains the version that was found, never one from here. */
export const SOURCES = [
  { kind: "valkey", suite: "bookworm-backports" },
  { kind: "redis", suite: "trixie" },
  { kind: "valkey", suite: "trixie" },
  { kind: "valkey", suite: "sid" },
  { kind: "redis", suite: "experimental" },
];

/** The suite of the libraries: recent enough for all of the servers above. */
export const LIBRARY_SUITE = "trixie";

/** The loader, and the libraries of the servers. The machine's own are too old, or of another distribution. */
export const LIBRARIES = [
  "libc6",
  "libatomic1",
  "libgcc-s1",
  "libstdc++6",
  "libjemalloc2",
  "liblzf1",
  "libssl3t64",
  "libzstd1",
  "zlib1g",
  "libsystemd0",
  "libcap2",
];
