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

/** What a codec decides, and what depends on the key and on whether a number is stored as it is. */
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

const moved = "incrVersion moves a value to another key, which a cipher keeps from being read there";
const bare = "integers are encrypted, too, and what others stored bare is refused";
const refused = "what is not encrypted is a CipherError";
const script = "a script of Redis cannot read or write what is encrypted, nor count with it";

const cannot = {
  "what makeKey returns remembers colons in the key it was made from": moved,
  "values, counters and expiry work under any prefix": moved,
  "every family of commands goes through the key function": moved,
  "incrVersion while a value is loaded: what it wrote stays, and is what who asks after it gets": moved,
  "incrVersion moves a value to the next version and gives its number": moved,
  "decrVersion moves it back": moved,
  "a missing key is KeyNotFound naming the key, and a stored null is not missing": moved,
  "moving a missing key is an error also where exceptions are ignored": moved,
  "what is at the new version already is replaced": moved,
  "every Redis type can be moved": moved,
  "the move is atomic: of two at once, one moves and one finds nothing": moved,
  "bytes that cannot be read are moved as they are": moved,
  "the expiry goes along to the millisecond": moved,
  "a delta of zero changes nothing": moved,
  "what makeKey returns moves from its own version, colons and all": moved,
  "every command keeps its place among the others on its key": moved,
  "every method gives its fallback answer where exceptions are ignored": moved,
  "without ignoring, every method fails with a typed error that says never sent": moved,
  "an outage is one line in the log, and not one for each call": moved,
  "an integer of any size is stored as bare decimals, whatever serializer and compressor": bare,
  "what spells an integer is read as one before compressor and serializer are asked": bare,
  "hkeys gives the fields as they are, whatever their colons and whoever wrote them": bare,
  "what cannot be read is an error, not the fallback": refused,
  "an empty stored string is an error on read": refused,
  "pull works where GETDEL is refused, by a script in the same order": bare,
  "a script changes what commands see": script,
  "a script keeps its place among the calls for its keys": script,
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
