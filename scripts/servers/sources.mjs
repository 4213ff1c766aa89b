// Which servers `npm run test:servers` tries coffer on, and where Debian has them. The oldest is the system's own redis-server.

/** A suite of Debian moves on: the name of a server is taken from the version that was found, never from here. */
export const SOURCES = [
  { kind: "valkey", suite: "bookworm-backports" },
  { kind: "redis", suite: "trixie" },
  { kind: "valkey", suite: "trixie" },
  { kind: "valkey", suite: "sid" },
  { kind: "redis", suite: "experimental" },
];

/** Where the libraries come from: recent enough for all of the servers above. */
export const LIBRARY_SUITE = "trixie";

/** The loader, and what the servers are linked with. The machine's own are too old, or of another distribution. */
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
