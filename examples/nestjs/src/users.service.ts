import { Cached, CacheEvict, DefaultCache } from "@coffer/nestjs";
import { Injectable } from "@nestjs/common";
import { type User, UsersRepository } from "./users.repository.js";

const userKey = (id: number) => `user:${id}`;

@Injectable()
export class UsersService {
  constructor(
    private readonly repository: UsersRepository,
    private readonly cache: DefaultCache,
  ) {}

  @Cached({ key: userKey, timeout: "5m" })
  async find(id: number): Promise<User | null> {
    return this.repository.find(id);
  }

  @Cached({
    key: (id: number, reader: string) => `greeting:${id}:for:${reader}`,
    tags: (id) => [userKey(id)],
  })
  async greeting(id: number, reader: string): Promise<string> {
    const user = await this.find(id);
    return `${reader} greets ${user?.name ?? "nobody"}`;
  }

  @CacheEvict({ key: userKey, tags: (id) => [userKey(id)] })
  async rename(id: number, name: string): Promise<void> {
    await this.repository.rename(id, name);
  }

  async visit(id: number): Promise<number | bigint> {
    await this.cache.add(`visits:${id}`, 0, null);
    return this.cache.incr(`visits:${id}`);
  }
}
