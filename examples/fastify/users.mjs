/** Stands for a database; `reads` shows how often it was queried. */
class Users {
  #reads = 0;
  #names = new Map([
    ["1", "Ada"],
    ["2", "Grace"],
  ]);

  /** @param {string} id */
  async find(id) {
    const name = this.#names.get(id);
    return name === undefined ? null : { id, name, reads: ++this.#reads };
  }

  /** @param {string} id @param {string} name */
  async rename(id, name) {
    this.#names.set(id, name);
    return { id, name };
  }
}

export const users = new Users();
