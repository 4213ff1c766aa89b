import { eachServer, type OpenClient, scanPages } from "@coffer/inspector/diagnosis";

/**
 * The versions in which a cache with a prefix has keys, including its own: clearing them one after the other shows
 * progress and can be stopped. `undefined` if they cannot be distinguished: without a prefix, or with a KEY_FUNCTION.
 */
export async function versionsOf(client: OpenClient): Promise<string[] | undefined> {
  const { keys } = client.context;
  const head = `${keys.prefix}:`;
  if (keys.prefix === "" || keys.make("k") !== `${head}${keys.version}:k`) return undefined;
  const versions = new Set([String(keys.version)]);
  const own = `${head}${keys.version}:`;
  await eachServer(client, async ({ connection }) => {
    for await (const page of scanPages(connection, keys.patternOfPrefix())) {
      for (const redisKey of page.map(String)) {
        if (redisKey.startsWith(own) || !keys.owns(redisKey)) continue;
        versions.add(redisKey.slice(head.length, redisKey.indexOf(":", head.length)));
      }
    }
  });
  return [...versions];
}
