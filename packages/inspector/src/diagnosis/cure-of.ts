/** What a driver or the server says, and what to do about it. The first that fits counts. */
const CURES: readonly (readonly [symptom: RegExp, cure: string])[] = [
  [
    /WRONGPASS|invalid (?:username-)?password|called without any password configured/i,
    "see that USERNAME and PASSWORD in OPTIONS, or those in the URL of LOCATION (percent-encoded), are those of the server",
  ],
  [/NOAUTH/, "the server requires a password: set PASSWORD in OPTIONS, or write it into the URL of LOCATION"],
  [/NOPERM/, "let an administrator give the user this right: ACL SETUSER <user> +<command> ~<prefix>*"],
  [
    /DB index is out of range|invalid DB index/i,
    "take a smaller database number in LOCATION, or raise databases in redis.conf",
  ],
  [/SELECT is not allowed in cluster mode/i, "a cluster has the database 0 only: mend LOCATION"],
  [
    /ECONNREFUSED/,
    "no server listens there: start it (redis-server --port <port>), or mend host and port in LOCATION",
  ],
  [
    /ENOTFOUND|EAI_AGAIN/,
    "the name of the host cannot be resolved: mend LOCATION, or the name service of this machine",
  ],
  [/EHOSTUNREACH|ENETUNREACH/, "there is no way to this host from here: mend LOCATION, or the network"],
  [/\bENOENT\b/, "there is no such socket: start the server with unixsocket, or mend the path in LOCATION"],
  [/\bEACCES\b/, "this user may not open the socket: see unixsocketperm in redis.conf"],
  [
    /wrong version number|packet length too long|EPROTO|unexpected message|record layer/i,
    "the server does not speak TLS on this port: write redis:// in LOCATION, or take its TLS port",
  ],
  [
    /self.signed certificate|unable to (?:verify|get)|UNABLE_TO|CERT_/i,
    "the server's certificate is of an authority that is not known here: name it in CONNECTION_POOL_KWARGS.ssl_ca_certs",
  ],
  [/altnames|Hostname\/IP/i, "the certificate is for another name: write that name in LOCATION"],
  [
    /rediss:\/\/(?:\d+\.\d+\.\d+\.\d+|\[).*(?:handshake failure|unrecognized.name|closed the connection|ECONNRESET|socket hang up)/i,
    "a server or proxy cannot choose its certificate by an IP address: write its name in LOCATION",
  ],
  [
    /certificate required|bad certificate/i,
    "the server requires a client certificate: set ssl_certfile and ssl_keyfile in CONNECTION_POOL_KWARGS",
  ],
  [
    /max number of clients/i,
    "raise maxclients in redis.conf, or find out which clients keep connections open (CLIENT LIST)",
  ],
  [/LOADING/, "the server is still reading its data from disk: wait until it is done"],
  [
    /MISCONF/,
    "the server cannot save to disk and takes no writes: see its log and its disk, or CONFIG SET stop-writes-on-bgsave-error no",
  ],
  [/READONLY/, "this server is a replica: name the primary first in LOCATION"],
  [
    /RESP type|Protocol error|protocol|Invalid data|unexpected reply/i,
    "it is not a Redis server that answers: correct host and port in LOCATION",
  ],
  [/\bOOM\b/, "the server is full and may not evict: see maxmemory and maxmemory-policy"],
  [
    /MOVED|CROSSSLOT|CLUSTERDOWN/,
    "the server is a node of a cluster: CLIENT_CLASS has to be a client for clusters, @coffer/client-cluster",
  ],
  [
    // A server without TLS takes the handshake for a long command, and waits for its end.
    /rediss:.*no answer within/i,
    "the server does not answer the TLS handshake: write redis:// in LOCATION if the server has no TLS on this port, else check for a firewall",
  ],
  [
    /closed the connection|ECONNRESET|socket hang up|Connection is closed/i,
    "the server closes the connection: if it requires TLS, write rediss:// in LOCATION; if it is in protected mode, set a password or bind",
  ],
  [
    /within .* s\b|ETIMEDOUT|timed? ?out/i,
    "nothing answers there: see whether a firewall is in between, and whether the server is overloaded (SLOWLOG GET)",
  ],
  [/cannot be read: ENOENT|no such file/i, "mend the path"],
];

/** What to do about an error; `undefined` where its message is all there is to say. */
export function cureOf(error: Error): string | undefined {
  return CURES.find(([symptom]) => symptom.test(error.message))?.[1];
}
