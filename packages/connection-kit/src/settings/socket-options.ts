/** The TLS options of Node's `tls.connect`, for drivers that pass them on. */
export const TLS_OPTIONS: readonly string[] = (
  "ca cert key passphrase pfx crl servername checkServerIdentity rejectUnauthorized minVersion maxVersion secureProtocol secureOptions " +
  "secureContext session sessionTimeout sessionIdContext ticketKeys ciphers honorCipherOrder ecdhCurve dhparam minDHSize sigalgs " +
  "ALPNProtocols pskCallback privateKeyEngine privateKeyIdentifier clientCertEngine requestOCSP enableTrace allowPartialTrustChain"
).split(" ");

/** The options of Node's `net.connect`, which `tls.connect` takes as well. */
export const NET_OPTIONS: readonly string[] = (
  "host port path family hints lookup localAddress localPort noDelay keepAlive keepAliveInitialDelay autoSelectFamily " +
  "autoSelectFamilyAttemptTimeout allowHalfOpen highWaterMark signal blockList typeOfService"
).split(" ");
