/** Replies in RESP2, and their parsed form. */
export const SENT: readonly (readonly [wire: string, reply: unknown])[] = [
  ["+OK\r\n", "OK"],
  ["+\r\n", ""],
  ["+grüße\r\n", "grüße"],
  ["-ERR no\r\n", { refused: "ERR no" }],
  [":0\r\n", 0],
  [":-42\r\n", -42],
  ["$0\r\n\r\n", Buffer.alloc(0)],
  ["$7\r\na\r\nb\r\n!\r\n", Buffer.from("a\r\nb\r\n!")],
  ["$-1\r\n", null],
  ["*0\r\n", []],
  ["*-1\r\n", null],
  ["*4\r\n$1\r\na\r\n$-1\r\n:3\r\n+fine\r\n", [Buffer.from("a"), null, 3, "fine"]],
  ["*3\r\n*2\r\n:1\r\n*0\r\n*1\r\n*1\r\n$1\r\nx\r\n*-1\r\n", [[1, []], [[Buffer.from("x")]], null]],
];

/** All of them, concatenated. */
export const sentBytes = (): Buffer => Buffer.from(SENT.map(([wire]) => wire).join(""));
