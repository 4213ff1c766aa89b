import assert from "node:assert/strict";
import { createCaches } from "coffer";
import { server } from "./_tls-server.mjs";

const { host, port } = server;
const ca = server.tls?.ca;

// #region tls
const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: `rediss://${host}:${port}/1`,
      OPTIONS: {
        PASSWORD: "p@ss/word",
        CONNECTION_POOL_KWARGS: { ssl_ca_certs: ca }, // left out: the authorities that Node trusts
      },
    },
  },
});
await caches.ready();
// #endregion tls
await caches.close();

// #region url
const fromUrl = await createCaches(`rediss://:p%40ss%2Fword@${host}:${port}/1?ssl_ca_certs=${ca}&timeout=5m`);
await fromUrl.ready();
// #endregion url
await fromUrl.close();

// #region client
const withCertificate = await createCaches({
  CACHES: {
    default: {
      LOCATION: `rediss://${host}:${port}/1`,
      OPTIONS: {
        PASSWORD: "p@ss/word",
        CONNECTION_POOL_KWARGS: {
          ssl_ca_certs: ca,
          ssl_certfile: server.tls?.clientCert,
          ssl_keyfile: server.tls?.clientKey,
        },
      },
    },
  },
});
await withCertificate.ready();
// #endregion client
await withCertificate.close();

// #region refused
const stranger = await createCaches(`rediss://:p%40ss%2Fword@${host}:${port}/1`);
await assert.rejects(stranger.ready(), { code: "ERR_UNREACHABLE" }); // nobody whom Node trusts signed its certificate
// #endregion refused
console.log(await stranger.ready().catch(String));
await stranger.close();

// #region unverified
const unverified = await createCaches(`rediss://:p%40ss%2Fword@${host}:${port}/1?ssl_cert_reqs=none`);
await unverified.ready();
// #endregion unverified
await unverified.close();
await server.stop();
