import { CANDIDATE_FILES } from "./candidate-files.mjs";
import { djangoContestant } from "./django-contestant.mjs";
import { nodeContestant } from "./node-contestant.mjs";

/**
 * All candidates for the operations, connected and with their keys written, each in its own process and database.
 *
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {readonly import("../contract.d.ts").Size[]} sizes
 * @param {readonly string[]} chosen files of `candidates`; empty means all.
 */
export async function openContestants(server, sizes, chosen) {
  const isChosen = (/** @type {string} */ file) => chosen.length === 0 || chosen.includes(file);
  // The baseline is always included.
  const files = CANDIDATE_FILES.filter((file) => file === "ioredis" || isChosen(file));
  const candidates = await Promise.all(
    files.map((file, database) => nodeContestant(file, server.url(database), sizes)),
  );
  const contestants = candidates.map(({ contestant }) => contestant);
  const django = isChosen("django") ? await djangoContestant(server.url(files.length), sizes) : undefined;
  if (django !== undefined) contestants.push(django.contestant);
  const close = () => {
    for (const child of [...candidates, django]) child?.close();
  };
  return { contestants, djangoVersion: django?.version, close };
}
