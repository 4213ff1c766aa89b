import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";

// #region classes
import { HerdClient } from "@coffer/client-herd";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";

const OPTIONS = { CLIENT_CLASS: HerdClient, SERIALIZER: MsgPackSerializer };
// #endregion classes

await (await createCaches({ CACHES: { default: { LOCATION, OPTIONS } } })).close();
