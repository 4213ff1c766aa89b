import { inspect } from "node:util";
import { type Cache, Caches } from "@coffer/cache-core";
import { Cached, CacheEvict, CofferModule, InjectCache } from "@coffer/nestjs";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import {
  Controller,
  Get,
  Header,
  Injectable,
  Param,
  ParseIntPipe,
  Req,
  Scope,
  SetMetadata,
} from "@nestjs/common";
import { Test, type TestingModule } from "@nestjs/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serve } from "./support/serve.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => void (await server.command("FLUSHALL")));

const userKey = (id: number) => `user:${id}`;

@Injectable()
class Users {
  readonly loads: string[] = [];
  readonly names = new Map([[1, "Ada"]]);

  @Cached({ key: userKey, timeout: "5m", tags: (id) => ["users", `user-${id}`] })
  async find(id: number) {
    this.loads.push(`find ${id}`);
    await undefined;
    return { id, name: this.names.get(id) ?? null };
  }

  @Cached({ key: (id: number, user: { id: number }) => `orders:${id}:of:${user.id}` })
  async orders(id: number, user: { id: number }) {
    this.loads.push(`orders ${id} of ${user.id}`);
    return { id, of: user.id };
  }

  @Cached({ key: "report", alias: "reports", timeout: "1h", grace: "1h" })
  async report() {
    this.loads.push("report");
    return { total: this.loads.length };
  }

  @Cached({ key: (name: string) => name })
  async fail(_name: string): Promise<never> {
    this.loads.push("fail");
    throw new RangeError("no such thing");
  }

  @CacheEvict({ key: userKey })
  async rename(id: number, name: string) {
    if (name === "") throw new RangeError("a name is needed");
    this.names.set(id, name);
    return name;
  }

  @CacheEvict({ key: (ids: number[]) => ids.map(userKey) })
  async removeAll(ids: number[]) {
    for (const id of ids) this.names.delete(id);
  }

  @CacheEvict({ key: (names: Record<string, string>, name: string) => names[name] as string })
  async forget(_names: Record<string, string>, name: string) {
    this.loads.push(`forget ${name}`);
  }

  @CacheEvict({ tags: ["users"] })
  async clear() {
    this.names.clear();
  }

  @CacheEvict({ key: "report", alias: "reports", tags: (id: number) => [`user-${id}`] })
  async close(_id: number) {}
}

let testing: TestingModule;
let users: Users;
beforeEach(async () => {
  const CACHES = {
    default: { LOCATION: server.url(), KEY_PREFIX: "shop" },
    reports: { LOCATION: server.url(), KEY_PREFIX: "reports" },
  };
  testing = await Test.createTestingModule({
    imports: [CofferModule.forRoot({ settings: { CACHES } })],
    providers: [Users],
  }).compile();
  users = testing.get(Users);
  await testing.init();
});
afterEach(() => testing.close());

describe("@Cached", () => {
  test("runs the method once for a key, and stores the result until its timeout", async () => {
    for (let call = 0; call < 2; call++) expect(await users.find(1)).toEqual({ id: 1, name: "Ada" });
    expect(await users.find(2)).toEqual({ id: 2, name: null });
    expect(users.loads).toEqual(["find 1", "find 2"]);
    expect(await testing.get(Caches).get().get("user:1")).toEqual({ id: 1, name: "Ada" });
    const left = (await server.text("PTTL", "shop:1:user:1")) as number;
    expect(left).toBeGreaterThan(200_000);
    expect(left).toBeLessThanOrEqual(300_000);
  });

  test("runs it once for concurrent calls", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => users.find(1)));
    expect(new Set(all.map((user) => user.name))).toEqual(new Set(["Ada"]));
    expect(users.loads).toEqual(["find 1"]);
  });

  test("separates values of different users", async () => {
    expect(await users.orders(1, { id: 7 })).toEqual({ id: 1, of: 7 });
    expect(await users.orders(1, { id: 8 })).toEqual({ id: 1, of: 8 });
    expect(await users.orders(1, { id: 7 })).toEqual({ id: 1, of: 7 });
    expect(users.loads).toEqual(["orders 1 of 7", "orders 1 of 8"]);
  });

  test("uses another cache by its alias, and the other options of getOrSet", async () => {
    expect(await users.report()).toEqual({ total: 1 });
    expect(await users.report()).toEqual({ total: 1 });
    const left = (await server.text("PTTL", "reports:1:report")) as number;
    expect(left).toBeGreaterThan(3_600_000);
  });

  test("caches no error", async () => {
    for (let call = 0; call < 2; call++) await expect(users.fail("x")).rejects.toThrow("no such thing");
    expect(users.loads).toEqual(["fail", "fail"]);
    expect(await server.text("KEYS", "*")).toEqual([]);
  });

  test("finds its cache in subclasses, with more injected properties and per request", async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Admins extends Users {
      @InjectCache() readonly own!: Cache;
    }
    const request = await Test.createTestingModule({
      imports: [
        CofferModule.forRoot({
          settings: { CACHES: { default: { LOCATION: server.url() }, reports: { LOCATION: server.url() } } },
        }),
      ],
      providers: [Admins],
    }).compile();
    const [one, two] = [await request.resolve(Admins), await request.resolve(Admins)];
    expect(one).not.toBe(two);
    expect(await one.find(1)).toEqual(await two.find(1));
    expect([...one.loads, ...two.loads]).toEqual(["find 1"]);
    expect(one.own.alias).toBe("default");
    await request.close();
  });

  test("is not visible in the object", () => {
    expect(Object.keys(users)).toEqual(["loads", "names"]);
    expect(inspect(users)).not.toContain("coffer");
    expect(Users.prototype.find.name).toBe("find");
  });

  test("says what is missing in an object that Nest did not create", async () => {
    await expect(new Users().find(1)).rejects.toThrow(/Users has no cache, since Nest did not create it/);
    await expect(new Users().rename(1, "Eve")).rejects.toThrow(/Users has no cache/);
  });

  test("fails the start of an application without the module, naming the class", async () => {
    const starting = Test.createTestingModule({ providers: [Users] }).compile();
    await expect(starting).rejects.toThrow(
      /resolve dependencies of the Users\..*"Symbol\(cache default of @coffer\/nestjs\)" property/,
    );
  });
});

describe("@CacheEvict", () => {
  test("deletes the key after the method, and returns its result", async () => {
    await users.find(1);
    expect(await users.rename(1, "Grace")).toBe("Grace");
    expect(await users.find(1)).toEqual({ id: 1, name: "Grace" });
  });

  test("deletes nothing if the method rejects", async () => {
    await users.find(1);
    await expect(users.rename(1, "")).rejects.toThrow("a name is needed");
    await users.find(1);
    expect(users.loads).toEqual(["find 1"]);
  });

  test("does not run the method without a key to delete", async () => {
    await expect(users.forget({}, "Ada")).rejects.toThrow(
      /key must be a string or a result of makeKey, got undefined/,
    );
    expect(users.loads).toEqual([]);
    await testing.get(Caches).get().set("user:9", 1);
    await users.forget({ Ada: "user:9" }, "Ada");
    expect(await testing.get(Caches).get().has("user:9")).toBe(false);
  });

  test("deletes several keys, or none", async () => {
    await Promise.all([users.find(1), users.find(2), users.find(3)]);
    await users.removeAll([]);
    await users.removeAll([1, 2]);
    await Promise.all([users.find(1), users.find(2), users.find(3)]);
    expect(users.loads.slice(3)).toEqual(["find 1", "find 2"]);
  });

  test("deletes all values with a tag", async () => {
    await Promise.all([users.find(1), users.find(2)]);
    await users.clear();
    expect(await users.find(1)).toEqual({ id: 1, name: null });
    expect(await users.find(2)).toEqual({ id: 2, name: null });
    expect(users.loads).toHaveLength(4);
  });

  test("deletes a key of another cache", async () => {
    await users.report();
    await users.close(1);
    await users.report();
    expect(users.loads).toEqual(["report", "report"]);
  });

  test("does not let a load from before the change be stored after it", async () => {
    const finding = users.find(1);
    await users.rename(1, "Grace");
    await finding;
    expect(await users.find(1)).toEqual({ id: 1, name: "Grace" });
  });
});

describe("in controllers", () => {
  const Role = (role: string) => SetMetadata("role", role);
  let runs = 0;
  @Controller("users")
  class UsersController {
    @Get(":id")
    @Cached({
      key: (id: number, { headers }: { headers: Record<string, string> }) =>
        `user:${id}:for:${headers["x-user"]}`,
    })
    @Header("x-served", "by the route")
    @Role("reader")
    async find(
      @Param("id", ParseIntPipe) id: number,
      @Req() { headers }: { headers: Record<string, string> },
    ) {
      return { id, for: headers["x-user"], run: ++runs };
    }

    @Cached({ key: "all" })
    @Get()
    @Role("admin")
    async all() {
      return [{ run: ++runs }];
    }
  }

  test("routes stay routes, with other decorators in any order", async () => {
    runs = 0;
    await using served = await serve({
      imports: [CofferModule.forRoot({ settings: { CACHES: { default: { LOCATION: server.url() } } } })],
      controllers: [UsersController],
    });
    const as = (user: string) => ({ headers: { "x-user": user } });
    for (let request = 0; request < 2; request++) {
      const { body, headers } = await served.get("/users/1", as("ada"));
      expect(JSON.parse(body)).toEqual({ id: 1, for: "ada", run: 1 });
      expect(headers.get("x-served")).toBe("by the route");
    }
    expect(JSON.parse((await served.get("/users/1", as("eve"))).body)).toEqual({ id: 1, for: "eve", run: 2 });
    expect((await served.get("/users/x", as("ada"))).status).toBe(400);
    for (let request = 0; request < 2; request++) {
      expect((await served.get("/users")).body).toBe('[{"run":3}]');
    }
    expect(Reflect.getMetadata("role", UsersController.prototype.find)).toBe("reader");
    expect(Reflect.getMetadata("role", UsersController.prototype.all)).toBe("admin");
  });
});

describe("rejects options when the class is defined", () => {
  const define = (decorator: (target: object, name: string, descriptor: never) => void, method: unknown) => {
    class Service {}
    return () => decorator(Service.prototype, "find", { value: method } as never);
  };
  const none = async () => {};
  const one = async (_id: number) => {};

  test.each([
    { options: "5m", method: none, message: "@Cached takes an object with a key, got '5m'" },
    {
      options: {},
      method: none,
      message: "@Cached on Service.find: key must be a function of the arguments, or text, got undefined",
    },
    { options: { key: "" }, method: none, message: "got ''" },
    {
      options: { key: "users" },
      method: one,
      message: "one call would get the result of another. Make the key a function of them",
    },
    { options: { key: "users", tags: "users" }, method: none, message: "tags must be a list of texts" },
    { options: { key: "users", alias: 1 }, method: none, message: "alias must be a string, got 1" },
    { options: { key: "users" }, method: 1, message: "@Cached on find: it is for methods of objects" },
  ])("@Cached($options)", ({ options, method, message }) => {
    expect(() => define(Cached(options as never), method)()).toThrow(message);
  });

  test.each([
    { options: {}, message: "@CacheEvict on Service.find: say what to delete, by key or tags" },
    {
      options: { key: 1 },
      message: "key must be a string, a list of strings, or a function that returns either, got 1",
    },
    { options: { keys: ["a"] }, message: "there is no option 'keys'; known are key, tags, alias" },
    { options: { tags: "users" }, message: "tags must be a list of texts" },
    { options: undefined, message: "@CacheEvict takes an object" },
  ])("@CacheEvict($options)", ({ options, message }) => {
    expect(() => define(CacheEvict(options as never), none)()).toThrow(message);
  });

  test("static methods", () => {
    expect(() => Cached({ key: "x" })(class {}, "find", { value: none } as never)).toThrow(/not for static/);
  });
});
