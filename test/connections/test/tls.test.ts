import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect as connectTcp } from "node:net";
import { createSecureContext, createServer } from "node:tls";
import { startServer } from "@coffer-internal/servers";
import { describe, expect, it, onTestFinished } from "vitest";
import { connecting } from "./support/connecting.js";
import { patientDrivers } from "./support/drivers.js";
import { outcome } from "./support/outcome.js";

describe.each(patientDrivers)("TLS with $name", (driver) => {
  const { name } = driver;
  const connect = connecting(driver);
  const ping = async (url: string, kwargs: object = {}) =>
    String(await connect(url, { CONNECTION_POOL_KWARGS: kwargs }).send("PING", []));

  it("rejects an untrusted certificate, unless ssl_cert_reqs is null", async () => {
    await using server = await startServer({ tls: true });
    const { error, code } = await outcome(ping(server.url()));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.message).toMatch(/certificate/);
    expect(await ping(server.url(), { ssl_cert_reqs: null })).toBe("PONG");
    expect(await ping(`${server.url()}?ssl_cert_reqs=none`)).toBe("PONG");
  });

  it("accepts a certificate that ssl_ca_certs trusts, and rejects one of another authority", async () => {
    await using server = await startServer({ tls: true });
    const { ca, untrustedCa } = server.tls ?? expect.fail("no certificates");
    expect(await ping(server.url(), { ssl_ca_certs: ca })).toBe("PONG");
    const { error, code } = await outcome(ping(server.url(), { ssl_ca_certs: untrustedCa }));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.cause).toMatchObject({ code: expect.stringMatching(/SIGNATURE|ISSUER|SELF_SIGNED/) });
  });

  it("rejects a certificate for another host", async () => {
    await using server = await startServer({ tls: true });
    const { ca, otherHostCert, otherHostKey } = server.tls ?? expect.fail("no certificates");
    await server.command("CONFIG", "SET", "tls-cert-file", otherHostCert, "tls-key-file", otherHostKey);
    const { error, code } = await outcome(ping(server.url(), { ssl_ca_certs: ca }));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.cause).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });

  it("rejects an expired certificate", async () => {
    await using server = await startServer({ tls: true });
    const { ca, expiredCert, expiredKey } = server.tls ?? expect.fail("no certificates");
    await server.command("CONFIG", "SET", "tls-cert-file", expiredCert, "tls-key-file", expiredKey);
    const { error, code } = await outcome(ping(server.url(), { ssl_ca_certs: ca }));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.cause).toMatchObject({ code: "CERT_HAS_EXPIRED" });
  });

  it("presents its own certificate to a server that requires one", async () => {
    await using server = await startServer({ tls: true, config: { "tls-auth-clients": "yes" } });
    const { ca, clientCert, clientKey } = server.tls ?? expect.fail("no certificates");
    const own = { ssl_ca_certs: ca, ssl_certfile: clientCert, ssl_keyfile: clientKey };
    expect(await ping(server.url(), own)).toBe("PONG");
    expect(await ping(server.url().replace("rediss:", "redis:"), { ...own, ssl: true })).toBe("PONG");
    expect((await outcome(ping(server.url(), { ssl_ca_certs: ca }))).code).toBe("ERR_UNREACHABLE");
  });

  describe("and a server with several host names", () => {
    const setUp = async () => {
      const server = await startServer();
      const certified = await startServer({ tls: true });
      const { ca, cert, key, otherHostCert, otherHostKey } = certified.tls ?? expect.fail("no certificates");
      const mine = createSecureContext({ cert: readFileSync(cert), key: readFileSync(key) });
      const router = createServer(
        {
          cert: readFileSync(otherHostCert),
          key: readFileSync(otherHostKey),
          SNICallback: (name, done) => done(null, name === "localhost" ? mine : undefined),
        },
        (socket) => {
          socket.on("error", () => {});
          socket.pipe(connectTcp(server.port, server.host).on("error", () => {})).pipe(socket);
        },
      );
      onTestFinished(async () => {
        router.close();
        await server.stop();
        await certified.stop();
      });
      await once(router.listen(0, "127.0.0.1"), "listening");
      return { ca, port: (router.address() as AddressInfo).port };
    };

    it("receives the name in the URL", async () => {
      const { ca, port } = await setUp();
      expect(await ping(`rediss://localhost:${port}`, { ssl_ca_certs: ca })).toBe("PONG");
    });

    it("receives the name in the driver's options, which override other settings", async () => {
      const { ca, port } = await setUp();
      const named = { servername: "localhost" };
      const kwargs = name.startsWith("node-redis") ? { socket: named } : { tls: named };
      const connection = connect(`rediss://127.0.0.1:${port}`, {
        CONNECTION_POOL_KWARGS: { ssl_ca_certs: ca },
        REDIS_CLIENT_KWARGS: kwargs,
      });
      expect(String(await connection.send("PING", []))).toBe("PONG");
    });

    it("is rejected under another name, with the certificate's problem in the message", async () => {
      const { ca, port } = await setUp();
      const { error } = await outcome(ping(`rediss://127.0.0.1:${port}`, { ssl_ca_certs: ca }));
      expect(error?.message).toMatch(/does not match certificate's altnames/);
    });
  });
});
