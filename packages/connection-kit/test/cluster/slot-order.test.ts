import { expect, it } from "vitest";
import { SlotMap } from "../../src/cluster/slot-map.js";
import { SlotOrder } from "../../src/cluster/slot-order.js";

const shard = (master: string) => ({ master, replicas: [] });
const a = shard("a:1");
const before = SlotMap.of([a, a, shard("b:1")]);
const withMaster = (map: SlotMap, slot: number, master: string) => map.withMasters(new Map([[slot, master]]));

/** A promise and the function that resolves it. */
function deferred(): { readonly done: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const done = new Promise<void>((end) => {
    resolve = end;
  });
  return { done, resolve };
}

it("commands for a slot's new primary wait for those pending at the old one, other slots do not", async () => {
  const order = new SlotOrder();
  const { done, resolve } = deferred();
  order.track("a:1", done);
  order.slotsMoved(before.movedBy(withMaster(before, 0, "b:1")));
  expect(order.waitFor(1)).toBeUndefined();
  expect(order.waitFor(2)).toBeUndefined();
  const steps: string[] = [];
  const waiting = order.waitFor(0)?.then(() => steps.push("sent to the new primary"));
  steps.push("the old primary answers");
  resolve();
  await waiting;
  expect(steps).toEqual(["the old primary answers", "sent to the new primary"]);
  expect(order.waitFor(0)).toBeUndefined();
});

it("a slot that moves twice waits for both of its former primaries", async () => {
  const order = new SlotOrder();
  const [first, second] = [deferred(), deferred()];
  order.track("a:1", first.done);
  const between = withMaster(before, 0, "b:1");
  order.slotsMoved(before.movedBy(between));
  order.track("b:1", second.done);
  order.slotsMoved(between.movedBy(withMaster(between, 0, "c:1")));
  let isThrough = false;
  const waiting = order.waitFor(0)?.then(() => {
    isThrough = true;
  });
  second.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isThrough).toBe(false);
  first.resolve();
  await waiting;
  expect(isThrough).toBe(true);
});

it("nothing waits for a primary without pending commands", () => {
  const order = new SlotOrder();
  order.slotsMoved(before.movedBy(withMaster(before, 0, "b:1")));
  expect(order.waitFor(0)).toBeUndefined();
});
