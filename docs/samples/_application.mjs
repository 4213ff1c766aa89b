// What the pages' applications are asked by.

/** Listens on a free port and gives the address. @param {import("node:http").Server} server */
export function listen(server) {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

/** Asks for a page as a browser with this cookie would. @param {string} url @param {string} [cookie] */
export async function visit(url, cookie) {
  const response = await fetch(url, { headers: cookie === undefined ? {} : { cookie } });
  const [set = ""] = response.headers.getSetCookie();
  return { text: await response.text(), cookie: set.split(";")[0] };
}
