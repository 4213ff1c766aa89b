import { expect, it } from "vitest";
import { withAddress } from "../../src/cluster/read-seeds.js";

it.each([
  ["redis://10.0.0.1:6379", "redis://10.0.0.9:7001"],
  ["redis://10.0.0.1", "redis://10.0.0.9:7001"],
  [
    "rediss://user:p@ss@host:6379/0?ssl_cert_reqs=none",
    "rediss://user:p@ss@10.0.0.9:7001/0?ssl_cert_reqs=none",
  ],
  ["redis://:a%2Fb%40c@[::1]:6379/", "redis://:a%2Fb%40c@10.0.0.9:7001/"],
  [" redis://:p$1@host?db=0 ", "redis://:p$1@10.0.0.9:7001?db=0"],
])("the URL %s, at another address, is %s", (url, expected) => {
  expect(withAddress(url, "10.0.0.9:7001")).toBe(expected);
});
