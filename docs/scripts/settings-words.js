/**
 * What the settings reference says besides what is declared.
 *
 * @typedef {{ heading: string, text: string }} Part
 * @typedef {{ title: string, intro: string, columns: { name: string, readBy: string, takes: string, default: string, what: string },
 *   required: string, withCoffer: (plugin: string) => string, separator: string,
 *   top: Part, cache: Part, core: Part, client: Part, layer: Part, connection: Part, compressor: Part, cipher: Part }} Words
 */

/** @type {Words} */
export const en = {
  title: "Settings reference",
  intro:
    "Every setting of coffer and of its plugins, written from what they declare. [Settings](/guide/settings) explains how they work together.",
  columns: { name: "setting", readBy: "read by", takes: "takes", default: "default", what: "what it does" },
  required: "required",
  withCoffer: (plugin) => `with \`coffer\` \`${plugin}\`, else required`,
  separator: ", ",
  top: {
    heading: "At the top",
    text:
      "`CACHES` is required: the caches by their alias, each an object or a URL. What else stands here holds for all caches that do not say otherwise " +
      "in their `OPTIONS`. Each may have the prefix that django-redis gives it: `DJANGO_REDIS_IGNORE_EXCEPTIONS`.",
  },
  cache: { heading: "Of a cache", text: "Beside `OPTIONS`, in each of the `CACHES`." },
  core: {
    heading: "OPTIONS",
    text: "What every cache in Redis knows. Plugins are named by [plugin strings](/guide/plugin-strings).",
  },
  client: { heading: "OPTIONS of clients", text: "For the client that `CLIENT_CLASS` names." },
  layer: { heading: "OPTIONS of layers", text: "For what `LAYERS` names." },
  connection: {
    heading: "OPTIONS of connections",
    text:
      "For what `CONNECTION_FACTORY` names. The items of `CONNECTION_POOL_KWARGS` are in " +
      "[URLs and TLS](/guide/urls-and-tls#arguments-of-the-connection).",
  },
  compressor: { heading: "OPTIONS of compressors", text: "For what `COMPRESSOR` names." },
  cipher: { heading: "OPTIONS of ciphers", text: "For what `CIPHER` names." },
};

/** @type {Words} */
export const zh = {
  title: "设置参考",
  intro: "coffer 及其插件的全部设置，由它们自己的声明生成。各项设置如何配合，见[设置](/zh/guide/settings)。",
  columns: { name: "设置", readBy: "由谁读取", takes: "取值", default: "默认值", what: "作用" },
  required: "必填",
  withCoffer: (plugin) => `使用 \`coffer\` 时为 \`${plugin}\`，否则必填`,
  separator: "、",
  top: {
    heading: "顶层",
    text:
      "`CACHES` 必填：按别名列出各个缓存，每个缓存是一个对象或一个 URL。此处的其他设置对所有缓存生效，除非缓存在自己的 `OPTIONS` 中另有说明。" +
      "每一项也可以使用 django-redis 的前缀，例如 `DJANGO_REDIS_IGNORE_EXCEPTIONS`。",
  },
  cache: { heading: "缓存", text: "与 `OPTIONS` 并列，写在 `CACHES` 的每个缓存中。" },
  core: {
    heading: "OPTIONS",
    text: "每个 Redis 缓存都认识的选项。插件用[插件字符串](/zh/guide/plugin-strings)指定。",
  },
  client: { heading: "客户端的 OPTIONS", text: "用于 `CLIENT_CLASS` 指定的客户端。" },
  layer: { heading: "层的 OPTIONS", text: "用于 `LAYERS` 指定的层。" },
  connection: {
    heading: "连接的 OPTIONS",
    text: "用于 `CONNECTION_FACTORY` 指定的连接工厂。`CONNECTION_POOL_KWARGS` 的各项见 [URL 与 TLS](/zh/guide/urls-and-tls)。",
  },
  compressor: { heading: "压缩器的 OPTIONS", text: "用于 `COMPRESSOR` 指定的压缩器。" },
  cipher: { heading: "加密器的 OPTIONS", text: "用于 `CIPHER` 指定的加密器。" },
};
