import type { Command } from "@coffer/cache-core";
import { ConnectionInterrupted } from "@coffer/cache-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Writer } from "../src/writer.js";
import { RecordingConnection } from "./recording-connection.js";

const small: Command[] = [
  ["SET", ["a", "1", "PX", 500]],
  ["SET", ["b", "2", "NX"]],
  ["SET", ["c", "3"]],
  ["SET", ["d", "4", "PX", 70, "XX"]],
];

describe("the writer of a lane", () => {
  let connection: RecordingConnection;
  let writer: Writer;
  beforeEach(() => {
    connection = new RecordingConnection();
    writer = new Writer(connection);
  });

  it("sends a lone command as it is", async () => {
    const send = vi.spyOn(connection, "send");
    expect(await writer.fast([small[0] as Command])).toEqual(["OK"]);
    expect(send).toHaveBeenCalledWith("SET", ["a", "1", "PX", 500]);
  });

  it("sends small values as one script call, each with its timeout and condition", async () => {
    const run = vi.spyOn(connection, "run");
    await writer.fast(small);
    const [, keys, args] = run.mock.calls[0] ?? [];
    expect(keys).toEqual(["a", "b", "c", "d"]);
    expect(args).toEqual(["1", 500, "", "2", "", "NX", "3", "", "", "4", 70, "XX"]);
  });

  it.each<[string, Command]>([
    ["large ones", ["SET", ["big", "x".repeat(501)]]],
    ["bytes", ["SET", ["bytes", Buffer.from("x")]]],
    ["deletes", ["UNLINK", ["a"]]],
  ])("sends %s as a pipeline", async (_, command) => {
    const sendMany = vi.spyOn(connection, "sendMany");
    const run = vi.spyOn(connection, "run");
    await writer.fast([...small, command]);
    expect(run).not.toHaveBeenCalled();
    expect(sendMany).toHaveBeenCalledTimes(1);
  });

  it("sends a pipeline, whatever the size, where the order of what follows matters", async () => {
    const run = vi.spyOn(connection, "run");
    expect(await writer.inOrder(small)).toEqual(["OK", "OK", "OK", "OK"]);
    expect(run).not.toHaveBeenCalled();
  });

  it("goes over to pipelines, for good, where scripts are refused", async () => {
    const cause = new Error("NOPERM this user has no permissions to run the 'evalsha' command");
    const run = vi
      .spyOn(connection, "run")
      .mockRejectedValue(new ConnectionInterrupted("ERR_REPLY", "refused", { cause }));
    expect(await writer.fast(small)).toEqual(["OK", "OK", "OK", "OK"]);
    await writer.fast(small);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["after a timeout, when it may have been executed", new ConnectionInterrupted("ERR_TIMEOUT", "late")],
    [
      "when the server is full",
      new ConnectionInterrupted("ERR_REPLY", "refused", { cause: new Error("OOM no") }),
    ],
  ])("writes nothing a second time %s", async (_, error) => {
    vi.spyOn(connection, "run").mockRejectedValue(error);
    await expect(writer.fast(small)).rejects.toBe(error);
    expect(connection.sent).toEqual([]);
  });
});
