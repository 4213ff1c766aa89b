import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { CODEC } from "../../../test/fixtures/client-groups.js";
import { NEXT, NOW } from "./keys.js";

const OPTIONS = {
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  CIPHER: "@coffer/cipher-aes-gcm",
  CIPHER_KEYS: [NEXT, { ...NOW, members: true }],
};

/** Cases that depend on the codec, and on the stored key and integers. */
const GROUPS = CODEC && [
  ...CODEC,
  "pull",
  "update",
  "getWithTtl",
  "versions",
  "incr and decr",
  "exact counting",
  "touch",
  "outages",
];

const moved = "incrVersion moves a value to another key, at which a cipher refuses to decrypt it";
const bare = "integers are encrypted too, and bare integers of other writers are rejected";
const refused = "unencrypted bytes are a CipherError";
const script = "a Redis script cannot read, write or count encrypted values";

const cannot = {
  "a result of makeKey keeps colons of its original key": moved,
  "values, counters and expiry work under any prefix": moved,
  "every family of commands uses the key function": moved,
  "incrVersion during a load: the written value stays, and a later call returns it": moved,
  "incrVersion moves a value to the next version and returns its number": moved,
  "decrVersion moves it back": moved,
  "a missing key is a KeyNotFound that names the key, and a stored null is not missing": moved,
  "moving a missing key is an error even while exceptions are ignored": moved,
  "a value at the new version is replaced": moved,
  "every Redis type can be moved": moved,
  "the move is atomic: of two at once, one moves and the other finds no key": moved,
  "undecodable bytes are moved unchanged": moved,
  "the expiry is moved to the millisecond": moved,
  "a delta of zero changes nothing": moved,
  "a result of makeKey moves from its own version, colons included": moved,
  "every command keeps its order among the others on its key": moved,
  "every method returns its fallback answer while exceptions are ignored": moved,
  "unless exceptions are ignored, every method rejects with a typed error that says never sent": moved,
  "an outage is one line in the log, not one for each call": moved,
  "an integer of any size is stored as bare decimal digits with any serializer and compressor": bare,
  "stored decimal digits are read as an integer without the compressor and serializer": bare,
  "hkeys returns the field names as stored, with colons and whichever client wrote them": bare,
  "an undecodable value is an error, not the fallback": refused,
  "an empty stored string is an error on read": refused,
  "pull works if GETDEL is refused, by a script in the same order": bare,
  "commands see what a script changed": script,
  "a script keeps its order among the calls for its keys": script,
};

for (const own of [
  { CLIENT_CLASS: "@coffer/client-default" },
  {
    CLIENT_CLASS: "@coffer/client-herd",
    SERIALIZER: "@coffer/serializer-msgpack",
    COMPRESSOR: "@coffer/compressor-zlib",
  },
]) {
  const server = await startServer();
  afterAll(() => server.stop());
  clientSuite({
    name: `encrypted: ${JSON.stringify(own)}`,
    describe,
    it,
    createCache: createCacheWith(
      { LOCATION: server.url(0), OPTIONS: { ...OPTIONS, ...own } },
      { parent: import.meta },
    ),
    raw: (...command) => server.command(...command),
    capabilities: { plainValues: false, exactExpiry: !own.CLIENT_CLASS.endsWith("-herd") },
    cannot,
    groups: GROUPS,
  });
}
