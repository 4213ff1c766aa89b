import { type ClientClass, DefaultClient } from "@coffer/client-default";
import { herd } from "@coffer/layer-herd";

/** A client class with the layer, and the options of both. */
export function withHerd<Client extends ClientClass & { options?: object }>(Client: Client): Client {
  const Layered: Client = herd(Client);
  return Object.assign(Layered, { options: { ...Client.options, ...herd.options } });
}

export const HerdClient: typeof DefaultClient = withHerd(DefaultClient);
