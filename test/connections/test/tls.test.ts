import { startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { connecting } from "./support/connecting.js";
import { drivers } from "./support/drivers.js";
import { outcome } from "./support/outcome.js";

describe.each(drivers)("TLS with $name", (driver) => {
  const connect = connecting(driver);
  const ping = async (url: string, kwargs: object = {}) =>
    String(await connect(url, { CONNECTION_POOL_KWARGS: kwargs }).send("PING", []));

  it("refuses a certificate that nobody vouches for, unless ssl_cert_reqs is null (row 251)", async () => {
    await using server = await startServer({ tls: true });
    const { error, code } = await outcome(ping(server.url()));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.message).toMatch(/certificate/);
    expect(await ping(server.url(), { ssl_cert_reqs: null })).toBe("PONG");
    expect(await ping(`${server.url()}?ssl_cert_reqs=none`)).toBe("PONG");
  });

  it("takes a certificate that ssl_ca_certs vouches for, and refuses that of a stranger", async () => {
    await using server = await startServer({ tls: true });
    const { ca, untrustedCa } = server.tls ?? expect.fail("no certificates");
    expect(await ping(server.url(), { ssl_ca_certs: ca })).toBe("PONG");
    const { error, code } = await outcome(ping(server.url(), { ssl_ca_certs: untrustedCa }));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.cause).toMatchObject({ code: expect.stringMatching(/SIGNATURE|ISSUER|SELF_SIGNED/) });
  });

  it("refuses a certificate for another host", async () => {
    await using server = await startServer({ tls: true });
    const { ca, otherHostCert, otherHostKey } = server.tls ?? expect.fail("no certificates");
    await server.command("CONFIG", "SET", "tls-cert-file", otherHostCert, "tls-key-file", otherHostKey);
    const { error, code } = await outcome(ping(server.url(), { ssl_ca_certs: ca }));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.cause).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });

  it("refuses a certificate that has expired", async () => {
    await using server = await startServer({ tls: true });
    const { ca, expiredCert, expiredKey } = server.tls ?? expect.fail("no certificates");
    await server.command("CONFIG", "SET", "tls-cert-file", expiredCert, "tls-key-file", expiredKey);
    const { error, code } = await outcome(ping(server.url(), { ssl_ca_certs: ca }));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.cause).toMatchObject({ code: "CERT_HAS_EXPIRED" });
  });

  it("shows a certificate of its own to a server that asks for one", async () => {
    await using server = await startServer({ tls: true, config: { "tls-auth-clients": "yes" } });
    const { ca, clientCert, clientKey } = server.tls ?? expect.fail("no certificates");
    const own = { ssl_ca_certs: ca, ssl_certfile: clientCert, ssl_keyfile: clientKey };
    expect(await ping(server.url(), own)).toBe("PONG");
    expect(await ping(server.url().replace("rediss:", "redis:"), { ...own, ssl: true })).toBe("PONG");
    expect((await outcome(ping(server.url(), { ssl_ca_certs: ca }))).code).toBe("ERR_UNREACHABLE");
  });
});
