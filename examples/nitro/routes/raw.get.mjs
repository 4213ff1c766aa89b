import { defineEventHandler } from "h3";
import { useStorage } from "nitropack/runtime";

/** Bytes stay bytes. */
export default defineEventHandler(async () => {
  const storage = useStorage("cache");
  await storage.setItemRaw("bytes", Buffer.from([0, 255]));
  return { bytes: [...(await storage.getItemRaw("bytes"))] };
});
