/** Messages of drivers and servers, with what to do about them. The first match counts. */
const ADVICE: readonly (readonly [symptom: RegExp, advice: string])[] = [
  [
    /WRONGPASS|invalid (?:username-)?password|called without any password configured/i,
    "check USERNAME and PASSWORD in OPTIONS, or those in the URL of LOCATION (percent-encoded): they must be those of the server",
  ],
  [/NOAUTH/, "the server requires a password: set PASSWORD in OPTIONS, or write it into the URL of LOCATION"],
  [/NOPERM/, "let an administrator give the user this right: ACL SETUSER <user> +<command> ~<prefix>*"],
  [
    /DB index is out of range|invalid DB index/i,
    "take a smaller database number in LOCATION, or raise databases in redis.conf",
  ],
  [/SELECT is not allowed in cluster mode/i, "a cluster has only database 0: fix LOCATION"],
  [
    /ECONNREFUSED/,
    "no server listens there: start it (redis-server --port <port>), or fix host and port in LOCATION",
  ],
  [/ENOTFOUND|EAI_AGAIN/, "the host name cannot be resolved: fix LOCATION, or check this machine's DNS"],
  [/EHOSTUNREACH|ENETUNREACH/, "there is no route to this host: fix LOCATION, or check the network"],
  [/\bENOENT\b/, "the socket does not exist: start the server with unixsocket, or fix the path in LOCATION"],
  [/\bEACCES\b/, "this user may not open the socket: check unixsocketperm in redis.conf"],
  [
    /wrong version number|packet length too long|EPROTO|unexpected message|record layer/i,
    "the server does not speak TLS on this port: write redis:// in LOCATION, or use its TLS port",
  ],
  [
    /self.signed certificate|unable to (?:verify|get)|UNABLE_TO|CERT_/i,
    "the authority of the server's certificate is unknown here: name it in CONNECTION_POOL_KWARGS.ssl_ca_certs",
  ],
  [/altnames|Hostname\/IP/i, "the certificate is for another name: write that name in LOCATION"],
  [
    /rediss:\/\/(?:\d+\.\d+\.\d+\.\d+|\[).*(?:handshake failure|unrecognized.name|closed the connection|ECONNRESET|socket hang up)/i,
    "a server or proxy cannot select its certificate by an IP address: write its name in LOCATION",
  ],
  [
    /certificate required|bad certificate/i,
    "the server requires a client certificate: set ssl_certfile and ssl_keyfile in CONNECTION_POOL_KWARGS",
  ],
  [
    /max number of clients/i,
    "raise maxclients in redis.conf, or find the clients that keep connections open (CLIENT LIST)",
  ],
  [/LOADING/, "the server is still loading its data from disk: wait until it is done"],
  [
    /MISCONF/,
    "the server cannot save to disk and rejects writes: check its log and its disk, or CONFIG SET stop-writes-on-bgsave-error no",
  ],
  [/READONLY/, "this server is a replica: name the primary first in LOCATION"],
  [
    /RESP type|Protocol error|protocol|Invalid data|unexpected reply/i,
    "the server there is not Redis: fix host and port in LOCATION",
  ],
  [/\bOOM\b/, "the server is full and may not evict: check maxmemory and maxmemory-policy"],
  [
    /MOVED|CROSSSLOT|CLUSTERDOWN/,
    "the server is a node of a cluster: CLIENT_CLASS must be a client for clusters, @coffer/client-cluster",
  ],
  [
    // A server without TLS treats the handshake as a long command, and waits for its end.
    /rediss:.*no answer within/i,
    "the server does not answer the TLS handshake: write redis:// in LOCATION if the server has no TLS on this port, else check for a firewall",
  ],
  [
    /closed the connection|ECONNRESET|socket hang up|Connection is closed/i,
    "the server closes the connection: if it requires TLS, write rediss:// in LOCATION; if it is in protected mode, set a password or bind",
  ],
  [
    /within .* s\b|ETIMEDOUT|timed? ?out/i,
    "no answer from there: check whether a firewall is in between, and whether the server is overloaded (SLOWLOG GET)",
  ],
  [/cannot be read: ENOENT|no such file/i, "fix the path"],
];

/** What to do about an error; `undefined` if its message is sufficient. */
export function adviceFor(error: Error): string | undefined {
  return ADVICE.find(([symptom]) => symptom.test(error.message))?.[1];
}
