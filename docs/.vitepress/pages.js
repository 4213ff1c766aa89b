/**
 * The pages of the guide, in reading order: what the side bar shows in either language, and what must exist in both.
 *
 * @typedef {{ slug: string, en: string, zh: string }} Page
 * @type {{ en: string, zh: string, pages: Page[] }[]}
 */
export const SECTIONS = [
  {
    en: "Begin",
    zh: "入门",
    pages: [
      { slug: "why-coffer", en: "Why coffer", zh: "为什么选择 coffer" },
      { slug: "install", en: "Install", zh: "安装" },
      { slug: "first-cache", en: "A first cache", zh: "第一个缓存" },
      { slug: "faq", en: "FAQ", zh: "常见问题" },
    ],
  },
  {
    en: "Configure",
    zh: "配置",
    pages: [
      { slug: "settings", en: "Settings", zh: "设置" },
      { slug: "urls-and-tls", en: "URLs and TLS", zh: "URL 与 TLS" },
      { slug: "plugin-strings", en: "Plugin strings", zh: "插件字符串" },
      { slug: "types", en: "Types", zh: "类型" },
    ],
  },
  {
    en: "Use",
    zh: "使用",
    pages: [
      { slug: "reading-and-writing", en: "Reading and writing", zh: "读与写" },
      { slug: "timeouts", en: "Timeouts, ttl, persist and expire", zh: "超时、ttl、persist 与 expire" },
      { slug: "get-or-set", en: "getOrSet and counters", zh: "getOrSet 与计数器" },
      { slug: "scanning-and-deleting", en: "Scanning and deleting", zh: "扫描与删除" },
      { slug: "data-structures", en: "Sets, hashes, sorted sets", zh: "集合、哈希、有序集合" },
      { slug: "locks", en: "Locks", zh: "锁" },
      { slug: "sessions", en: "As session store", zh: "用作会话存储" },
      { slug: "raw-connections", en: "Native commands and raw connections", zh: "原生命令与原始连接" },
      { slug: "testing", en: "Testing with ioredis-mock", zh: "用 ioredis-mock 测试" },
    ],
  },
  {
    en: "Choose the parts",
    zh: "选择组件",
    pages: [
      { slug: "serializers", en: "Serializers", zh: "序列化器" },
      { slug: "compression", en: "Compression", zh: "压缩" },
      { slug: "encryption", en: "Encryption", zh: "加密" },
      { slug: "connections", en: "Pools and connection factories", zh: "连接池与连接工厂" },
      { slug: "replicas-and-sentinel", en: "Replicas and Sentinel", zh: "副本与 Sentinel" },
      { slug: "shards", en: "Shards", zh: "分片" },
      { slug: "cluster", en: "Redis Cluster", zh: "Redis Cluster" },
      { slug: "herd", en: "Herd: against stampedes", zh: "Herd：防止缓存击穿" },
    ],
  },
  {
    en: "Operate",
    zh: "运维",
    pages: [
      { slug: "ignoring-exceptions", en: "Ignoring exceptions", zh: "忽略异常" },
      { slug: "reliability", en: "Reliability", zh: "可靠性" },
      { slug: "performance", en: "Performance", zh: "性能" },
      { slug: "observability", en: "Observability", zh: "可观测性" },
      { slug: "command-line", en: "Command line", zh: "命令行" },
      { slug: "errors", en: "Errors", zh: "错误" },
      { slug: "upgrading", en: "Upgrading", zh: "升级" },
    ],
  },
  {
    en: "Come from elsewhere",
    zh: "迁移",
    pages: [
      { slug: "sharing-with-django", en: "Sharing a cache with Django", zh: "与 Django 共享缓存" },
      { slug: "from-django-redis", en: "From django-redis", zh: "从 django-redis 迁移" },
      { slug: "from-keyv", en: "From keyv", zh: "从 keyv 迁移" },
      { slug: "from-cache-manager", en: "From cache-manager", zh: "从 cache-manager 迁移" },
      { slug: "from-ioredis", en: "From ioredis", zh: "从 ioredis 迁移" },
    ],
  },
  {
    en: "Extend",
    zh: "扩展",
    pages: [
      { slug: "writing-plugins", en: "Writing plugins", zh: "编写插件" },
      { slug: "translating", en: "Translating this site", zh: "翻译本站" },
    ],
  },
];

export const PAGES = SECTIONS.flatMap(({ pages }) => pages);
