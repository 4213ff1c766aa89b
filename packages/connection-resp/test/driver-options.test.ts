import { ConnectionFactory } from "@coffer/connection-resp";
import { expect, it } from "vitest";

it("refuses REDIS_CLIENT_KWARGS that its client does not know, and says what is written instead", () => {
  const REDIS_CLIENT_KWARGS = { ssl: true, famly: 6, tls: { servrname: "cache" } };
  expect(() => new ConnectionFactory({ REDIS_CLIENT_KWARGS })).toThrow(
    /kwargs\.ssl: for TLS write rediss:\/\/ in LOCATION.*famly: unknown option, did you mean family\?.*tls\.servrname: unknown option, did you mean servername\?/is,
  );
});
