import { createCaches } from "coffer";

const caches = await createCaches("redis://127.0.0.1:6379/1");
const cache = caches.get();

// #region await-using
{
  await using held = await cache.lock("lock:import", { timeout: "30s" }).acquire({ blockingTimeout: "5s" });
  if (held !== null) await importOrders();
} // released here, also when importOrders throws
// #endregion await-using

async function importOrders(): Promise<void> {}
