/**
 * What the settings reference says besides what is declared.
 *
 * @typedef {{ heading: string, text: string }} Part
 * @typedef {{ title: string, description: string, intro: string,
 *   labels: { type: string, default: string, readBy: string, global: string }, required: string,
 *   withCoffer: (plugin: string) => string, besides: (limits: string) => string, separator: string, colon: string,
 *   top: Part, cache: Part, core: Part, client: Part, layer: Part, connection: Part, compressor: Part, cipher: Part }} Words
 */

/** @type {Words} */
export const en = {
  title: "Settings reference",
  description:
    "Every setting of coffer and its plugins, with its type, limits, default and the plugins that read it.",
  intro:
    "Every setting of coffer and its plugins. [Settings](/guide/settings) explains how they work together. Where a type has `class`, " +
    "`function` or `object`, the settings are code; in a file, a [plugin string](/guide/plugin-strings) takes its place. " +
    "This page is generated from what the plugins declare.",
  labels: {
    type: "Type",
    default: "Default",
    readBy: "Read by",
    global: "May also stand at the top level, for all caches",
  },
  required: "none, it is required",
  withCoffer: (plugin) => `\`${plugin}\` with the package \`coffer\`; without it, the option is required`,
  besides: (limits) => ` (${limits})`,
  separator: ", ",
  colon: ": ",
  top: {
    heading: "Top level",
    text:
      "`CACHES` is required: the caches by their alias, each an object or a URL. The options below may stand next to it. Then they apply to all " +
      "caches whose own `OPTIONS` do not set them. Each may also have the prefix that django-redis uses, as in `DJANGO_REDIS_IGNORE_EXCEPTIONS`.",
  },
  cache: { heading: "Settings of a cache", text: "Settings of each cache in `CACHES`." },
  core: {
    heading: "OPTIONS",
    text: "Options of every cache in Redis.",
  },
  client: {
    heading: "OPTIONS of clients",
    text: "Options of the client that [`CLIENT_CLASS`](#CLIENT_CLASS) names.",
  },
  layer: { heading: "OPTIONS of layers", text: "Options of the layers that [`LAYERS`](#LAYERS) names." },
  connection: {
    heading: "OPTIONS of connections",
    text:
      "Options of the connections that [`CONNECTION_FACTORY`](#CONNECTION_FACTORY) names. " +
      "[URLs and TLS](/guide/urls-and-tls#arguments-of-the-connection) lists the items of `CONNECTION_POOL_KWARGS`.",
  },
  compressor: {
    heading: "OPTIONS of compressors",
    text: "Options of the compressor that [`COMPRESSOR`](#COMPRESSOR) names.",
  },
  cipher: { heading: "OPTIONS of ciphers", text: "Options of the cipher that [`CIPHER`](#CIPHER) names." },
};

/** @type {Words} */
export const zh = {
  title: "设置参考",
  description: "coffer 及其插件的全部设置：类型、取值范围、默认值，以及读取它们的插件。",
  intro:
    "coffer 及其插件的全部设置。各项设置如何配合，见[设置](/zh/guide/settings)。类型中的 `class`、`function` 或 `object` 用于以代码写成的设置；" +
    "在文件中用[插件字符串](/zh/guide/plugin-strings)代替。本页由各插件的声明生成。",
  labels: { type: "类型", default: "默认值", readBy: "由谁读取", global: "也可以写在顶层，对所有缓存生效" },
  required: "无，必填",
  withCoffer: (plugin) => `使用 \`coffer\` 包时为 \`${plugin}\`；否则必填`,
  besides: (limits) => `（${limits}）`,
  separator: "、",
  colon: "：",
  top: {
    heading: "顶层",
    text:
      "`CACHES` 必填：按别名列出各个缓存，每个缓存是一个对象或一个 URL。下列选项可以写在它旁边，对所有没有在自己的 `OPTIONS` 中设置它们的缓存生效。" +
      "每一项也可以使用 django-redis 的前缀，例如 `DJANGO_REDIS_IGNORE_EXCEPTIONS`。",
  },
  cache: { heading: "缓存的设置", text: "`CACHES` 中每个缓存的设置。" },
  core: {
    heading: "OPTIONS",
    text: "每个 Redis 缓存都有的选项。",
  },
  client: { heading: "客户端的 OPTIONS", text: "[`CLIENT_CLASS`](#CLIENT_CLASS) 所指定的客户端的选项。" },
  layer: { heading: "层的 OPTIONS", text: "[`LAYERS`](#LAYERS) 所指定的层的选项。" },
  connection: {
    heading: "连接的 OPTIONS",
    text:
      "[`CONNECTION_FACTORY`](#CONNECTION_FACTORY) 所指定的连接的选项。`CONNECTION_POOL_KWARGS` 的各项见 " +
      "[URL 与 TLS](/zh/guide/urls-and-tls#arguments-of-the-connection)。",
  },
  compressor: { heading: "压缩器的 OPTIONS", text: "[`COMPRESSOR`](#COMPRESSOR) 所指定的压缩器的选项。" },
  cipher: { heading: "加密器的 OPTIONS", text: "[`CIPHER`](#CIPHER) 所指定的加密器的选项。" },
};
