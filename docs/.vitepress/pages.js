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
      { slug: "types", en: "TypeScript types", zh: "TypeScript 类型" },
    ],
  },
  {
    en: "Use",
    zh: "使用",
    pages: [
      { slug: "reading-and-writing", en: "Reading and writing", zh: "读与写" },
      { slug: "timeouts", en: "Timeouts, ttl, persist and expire", zh: "超时、ttl、persist 与 expire" },
      { slug: "get-or-set", en: "Load on a miss: getOrSet", zh: "未命中时加载：getOrSet" },
      { slug: "remember-a-function", en: "Remember what a function returns", zh: "缓存函数的结果" },
      { slug: "stale-and-grace", en: "Stale and grace", zh: "stale 与 grace" },
      { slug: "tags", en: "Tags", zh: "标签" },
      { slug: "invalidate", en: "Invalidate", zh: "缓存失效" },
      { slug: "bulk-and-update", en: "Many keys, updates and counters", zh: "批量、更新与计数器" },
      { slug: "scanning-and-deleting", en: "Scanning and deleting", zh: "扫描与删除" },
      { slug: "data-structures", en: "Sets, hashes, sorted sets", zh: "集合、哈希、有序集合" },
      { slug: "locks", en: "Locks", zh: "锁" },
      { slug: "limits", en: "Rate limits and semaphores", zh: "限流与信号量" },
      { slug: "sessions", en: "Session store", zh: "会话存储" },
      { slug: "raw-connections", en: "Native commands and raw connections", zh: "原生命令与原始连接" },
      { slug: "testing", en: "Testing with ioredis-mock", zh: "用 ioredis-mock 测试" },
      { slug: "cheat-sheet", en: "Cheat sheet", zh: "速查表" },
    ],
  },
  {
    en: "With frameworks",
    zh: "与框架一起使用",
    pages: [
      { slug: "cache-a-route", en: "Cache a route", zh: "缓存一个路由" },
      { slug: "frameworks/express", en: "Express", zh: "Express" },
      {
        slug: "frameworks/http-cache",
        en: "HTTP responses: Express, Fastify, Hono",
        zh: "HTTP 响应：Express、Fastify、Hono",
      },
      { slug: "frameworks/fastify", en: "Fastify", zh: "Fastify" },
      { slug: "frameworks/hono", en: "Hono", zh: "Hono" },
      { slug: "frameworks/nestjs", en: "Nest", zh: "Nest" },
      { slug: "frameworks/next", en: "Next.js", zh: "Next.js" },
      { slug: "frameworks/nitro", en: "Nuxt and Nitro", zh: "Nuxt 与 Nitro" },
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
      { slug: "near-cache", en: "Near cache: values in memory", zh: "近端缓存：进程内存中的值" },
    ],
  },
  {
    en: "Operate",
    zh: "运维",
    pages: [
      { slug: "production-checklist", en: "Production checklist", zh: "生产环境检查清单" },
      { slug: "docker", en: "Docker and Redis", zh: "Docker 与 Redis" },
      { slug: "bundlers-and-containers", en: "Bundlers and containers", zh: "打包工具与容器" },
      { slug: "ignoring-exceptions", en: "Ignoring exceptions", zh: "忽略异常" },
      { slug: "reliability", en: "Reliability", zh: "可靠性" },
      { slug: "servers", en: "Servers", zh: "服务器" },
      { slug: "performance", en: "Performance", zh: "性能" },
      { slug: "observability", en: "Observability", zh: "可观测性" },
      { slug: "inspector", en: "Inspector", zh: "检查器" },
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
      {
        slug: "keyv-and-cache-manager",
        en: "cache-manager and Keyv over coffer",
        zh: "在 coffer 之上使用 cache-manager 和 Keyv",
      },
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
