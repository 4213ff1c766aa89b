import { Injectable } from "@nestjs/common";

export interface User {
  readonly id: number;
  readonly name: string;
  /** How often the repository was queried. */
  readonly reads: number;
}

/** Stands for a database. */
@Injectable()
export class UsersRepository {
  #reads = 0;
  readonly #names = new Map([
    [1, "Ada"],
    [2, "Grace"],
  ]);

  async find(id: number): Promise<User | null> {
    const name = this.#names.get(id);
    return name === undefined ? null : { id, name, reads: ++this.#reads };
  }

  async rename(id: number, name: string): Promise<void> {
    this.#names.set(id, name);
  }
}
