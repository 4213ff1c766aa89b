/** The files of `candidates`, in the order of the tables. */
export const CANDIDATE_FILES = [
  "coffer",
  "coffer-redis",
  "coffer-resp",
  "ioredis",
  "ioredis-auto",
  "node-redis",
  "keyv",
  "cache-manager",
  "bentocache",
  "unstorage",
  "resp-socket",
];

/**
 * @param {string} file
 * @returns {Promise<import("../contract.d.ts").Candidate>}
 */
export async function loadCandidate(file) {
  return (await import(`../candidates/${file}.mjs`)).default;
}
