import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ROOT } from "./lib/pages.js";
import { allMeasured, measured } from "./lib/results.js";

const list = (folder: string, of: RegExp) =>
  readdirSync(ROOT + folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => of.test(path) && !/node_modules|\/reference\/api\//.test(path));
const texts = new Map(
  [
    "README.md",
    "bench/README.md",
    ...list("docs", /^docs\/(?:zh\/)?(?:index|guide\/.*|reference\/\w+)\.md$/),
    ...list("packages", /^packages\/[^/]+\/README\.md$/),
  ].map((path) => [path, readFileSync(ROOT + path, "utf8").replace(/\s+/g, " ")]),
);

const COUNT = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|hundred|thousand|several|many";
const ENGLISH = `(?:[\\d.,]*\\d|\\b(?:${COUNT}))(?: ?(?:times\\b|-?fold\\b|×)|x (?=fast|slow|as |the ))|\\btwice (?:as|the)\\b`;
const CHINESE = "(?:[\\d.,]*\\d|[一两二三四五六七八九十百千几数]+) ?(?:倍|×)";
/** Where a text says how many times as much something is. */
const TIMES = new RegExp(`${ENGLISH}|${CHINESE}`, "gi");

const gets = (row: string, callers: string) => measured("get, hit, 100 B", row, callers);
const sets = (callers: string) => measured("set with timeout, 100 B", "coffer", callers);
const web = measured(
  "Calls from the connections of a web server",
  "bare sockets, 512 connections, 10 gets",
  "times auto-pipelined",
);
const [few, many] = [gets("coffer", "16 callers").toFixed(1), gets("coffer", "128 callers").toFixed(1)];
const keyv = gets("keyv", "128 callers").toFixed(1);
const nodeRedis = gets("node-redis", "128 callers").toFixed(1);
const one = { get: gets("coffer", "1 caller"), set: sets("1 caller") };
const mget = measured("getMany(100), 100 B", "coffer", "1 caller");
/** How many callers get how much of what a bare socket gets. */
const ofSocket = (heading: string, callers: string) =>
  measured(heading, "coffer", callers) / measured(heading, "RESP socket by hand", callers);
const target = /get, 100 B, 1,024 callers, times ioredis *\| +at least ([\d.]+)/.exec(
  readFileSync(`${ROOT}bench/RESULTS.md`, "utf8"),
)?.[1];
const socketSets = ["128 callers", "1024 callers"].map((callers) =>
  ofSocket("set with timeout, 100 B", callers).toFixed(1),
);
const targetOf = (callers: string) =>
  measured("Targets", `get, ${callers} callers, times a RESP socket by hand`, "measured");
/** Microseconds that a compressor takes for JSON of three sizes, from its README. */
const compressing = (name: string) =>
  [
    ...(texts.get(`packages/compressor-${name}/README.md`) ?? "").matchAll(
      /\| 10*0? KB \| [\d.]+ \| (\d+) /g,
    ),
  ].map(([, microseconds]) => Number(microseconds));
const zstd = compressing("zstd");
const slower = compressing("lzma").map((time, index) => Math.round(time / (zstd[index] as number)));

const near = (mode: string, size: string) =>
  measured("Near: values in the process's memory", mode, `${size}, 1`);
const [copy, frozen] = ["coffer, near", "coffer, near, frozen"].map((mode) => [
  near(mode, "100 B"),
  near(mode, "2 KB"),
]) as [[number, number], [number, number]];

/** What texts say of speed, made of the figures: one whose figure has changed is found below, as it is none of these. */
const MEASURED: readonly string[] = [
  ...(Math.floor(Number(many)) === 4
    ? ["four times the throughput of plain ioredis under load", "高负载下吞吐量是直接使用 ioredis 的四倍"]
    : []),
  `\`get\` of a small object ${few} times at 16 callers, and ${many} times at 128`,
  `16 个调用者时是直接使用 ioredis 的 ${few} 倍，128 个时是 ${many} 倍`,
  `With 128 concurrent callers, \`get\` of a small object is ${many} times as fast as plain ioredis; keyv's is ${keyv} times as fast`,
  `128 个并发调用者对小对象执行 \`get\` 时，速度是直接使用 ioredis 的 ${many} 倍，keyv 是 ${keyv} 倍`,
  `\`get\` runs at ${one.get} times the speed of plain ioredis, \`set\` at ${one.set} times`,
  `\`get\` 的速度是直接使用 ioredis 的 ${one.get} 倍，\`set\` 是 ${one.set} 倍`,
  `gains nothing: ${one.get} times the speed of ioredis`,
  `得不到好处：速度是 ioredis 的 ${one.get} 倍`,
  `node-redis reads ${nodeRedis} times as much as ioredis with 128 callers and 100 B`,
  `128 个调用者、100 B 时，node-redis 的读取速度是 ioredis 的 ${nodeRedis} 倍`,
  `with 10 reads each request, that is ${web.toFixed(1)} times the requests a second of auto-pipelined ioredis`,
  `每个请求读 10 次时，每秒请求数是自动管道化（auto-pipelining）的 ioredis 的 ${web.toFixed(1)} 倍`,
  `\`getMany\` of 100 keys by one caller has ${mget} times the speed of ioredis's own \`mget\``,
  `速度是 ioredis 自己的 \`mget\` 的 ${mget} 倍`,
  `${target} times ioredis for \`get\` with 1,024 callers`,
  `1,024 个调用者的 \`get\` 要达到 ioredis 的 ${target} 倍`,
  `\`get\` 是它的 ${targetOf("128")} 和 ${targetOf("1,024")} 倍；分批发送的 \`set\` 是它的 ${socketSets.toSorted()[0]} 到 ${socketSets.toSorted()[1]} 倍`,
  `a value of 100 B comes from memory ${copy[0]} times as fast as from Redis in copy mode, and ${frozen[0]} times as fast in frozen mode. A value of 2 KB comes ${copy[1]} times as fast in copy mode, and ${frozen[1]} times as fast in frozen mode`,
  `100 B 的值，从内存读取的速度在 copy 模式下是从 Redis 读取的 ${copy[0]} 倍，在 frozen 模式下是 ${frozen[0]} 倍；2 KB 的值，copy 模式下是 ${copy[1]} 倍，frozen 模式下是 ${frozen[1]} 倍`,
  `compressing takes ${Math.min(...slower)} to ${Math.max(...slower)} times as long as with zstd`,
];

/** What else is counted in times, and why no figure of the benchmark belongs to it. */
const OTHERS: readonly (readonly [says: string, because: string])[] = [
  ["your function may run several times", "how often a function runs"],
  ["If others write first 32 times in a row", "how often, by the default of `attempts`"],
  ["25 in each of 4 processes, four times", "how often, in the program beside it"],
  ["How many times the Acme serializer signs", "how often, in an example"],
  ["loads of one missing key that 4 processes ask for 10 times each", "how often, in what was measured"],
  ["the whole reply may take ten times as long", "a limit of the code, which the tests of connections hold"],
  ["which may take ten times as long in all", "a limit of the code, which the tests of connections hold"],
  ["up to ten times the limit", "a limit of the code, which the tests of connections hold"],
  ["整个回复最多可用它的十倍", "a limit of the code, which the tests of connections hold"],
  ["最多十倍的时间", "a limit of the code, which the tests of connections hold"],
  ["Around the border of two windows up to twice as many calls", "follows from what a fixed window is"],
  ["at the edge of two, twice as many requests", "follows from what a fixed window is"],
  ["At the edge of two windows twice as many", "follows from what a fixed window is"],
  ["短时间内最多可能出现两倍的调用", "follows from what a fixed window is"],
  ["A frozen object counts as three times its JSON", "how the near cache counts, which its tests hold"],
  ["a frozen object three times its JSON", "how the near cache counts, which its tests hold"],
  ["冻结的对象按其 JSON 的三倍计算", "how the near cache counts, which its tests hold"],
  ["the layer checks the link to the server four times within it", "how often, by the code"],
  ["more than 8 times `MAX_VALUE_BYTES`", "a limit of the code, which the tests of the serializer hold"],
  ["To give a server twice the share, list it twice", "a hash ring, whose shares are its points"],
  ["要让一台服务器承担两倍的份额", "a hash ring, whose shares are its points"],
  ["makes several times the calls per second of the plain driver", "a summary of the figures below it"],
  ["每秒的调用数是直接使用驱动的好几倍", "a summary of the figures below it"],
  ["Misses are several times as fast as hits", "why the benchmark is made as it is; rows of misses show it"],
];

/** The parts of a text that some statements take, as [from, to]. */
const placesOf = (text: string, statements: readonly string[]) =>
  statements.flatMap((says) => {
    const from = text.indexOf(says);
    return from < 0 ? [] : [[from, from + says.length] as const];
  });

it.each([...texts])("how many times as much something is, %s says as it was measured", (_path, text) => {
  const known = placesOf(text, [...MEASURED, ...OTHERS.map(([says]) => says)]);
  const unknown = [...text.matchAll(TIMES)]
    .filter(({ index }) => !known.some(([from, to]) => from <= index && index < to))
    .map(({ index }) => text.slice(Math.max(0, index - 60), index + 60));
  expect(unknown).toEqual([]);
});

it("there are no figures and exceptions for what nobody says any more", () => {
  const all = [...texts.values()];
  const said = (says: string) => all.some((text) => text.includes(says));
  expect([...MEASURED, ...OTHERS.map(([says]) => says)].filter((says) => !said(says))).toEqual([]);
});

/** Tables whose figures are multiples: the text before them, or one of their cells, says so. */
it.each(list("docs", /^docs\/(?:zh\/)?(?:index|guide\/.*)\.md$/))(
  "the multiples in the tables of %s were measured",
  (path) => {
    const figures = allMeasured();
    const text = readFileSync(ROOT + path, "utf8");
    const tables = [...text.matchAll(/([^\n]*(?:\n[^\n|]+)*)\n\n((?:\|.*\n)+)/g)].filter(([whole]) =>
      /multiples? of|times (?:plain|as|auto)|relative to|的倍数/.test(whole),
    );
    const cells = tables.flatMap(([, , table = ""]) =>
      [...table.matchAll(/\| *\**(\d+\.\d+)\** *(?=\|)/g)].map(([, figure = ""]) => figure),
    );
    expect(cells.filter((figure) => !figures.has(figure))).toEqual([]);
  },
);
