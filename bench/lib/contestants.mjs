import { CANDIDATE_FILES, loadCandidate } from "./candidate-files.mjs";
import { djangoContestant } from "./django-contestant.mjs";
import { fill, storeContestant } from "./store-contestant.mjs";

/**
 * All who take part in the operations, connected and with their keys written, each in a database of its own.
 *
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {readonly import("../contract.d.ts").Size[]} sizes
 * @param {readonly string[]} chosen files of `candidates`; empty means all.
 */
export async function openContestants(server, sizes, chosen) {
  const isChosen = (/** @type {string} */ file) => chosen.length === 0 || chosen.includes(file);
  // What everything is measured by is always there.
  const files = CANDIDATE_FILES.filter((file) => file === "ioredis" || isChosen(file));
  const stores = await Promise.all(
    files.map(async (file, database) => {
      const candidate = await loadCandidate(file);
      return { candidate, store: await candidate.open(server.url(database)) };
    }),
  );
  for (const { store } of stores) for (const size of sizes) await fill(store, size);
  const contestants = stores.map(({ candidate, store }) => storeContestant(candidate, store));
  const django = isChosen("django") ? await djangoContestant(server.url(files.length), sizes) : undefined;
  if (django !== undefined) contestants.push(django.contestant);
  return {
    contestants,
    djangoVersion: django?.version,
    close: async () => {
      django?.close();
      await Promise.all(stores.map(({ store }) => store.close()));
    },
  };
}
