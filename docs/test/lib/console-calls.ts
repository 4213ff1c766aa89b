import ts from "typescript";

/** A call of console.log, or another method of it, in a program. */
export interface ConsoleCall {
  /** Where Node says that it stands: line and column from 1. */
  readonly place: string;
  readonly code: string;
  /** What the comment behind it says that it prints; of several lines, the comments below it. */
  readonly promised: string | undefined;
}

/** All calls of the console in a program, in the order in which they stand there. */
export function consoleCalls(program: string): ConsoleCall[] {
  const source = ts.createSourceFile("page.mjs", program, ts.ScriptTarget.Latest, true);
  const lines = program.split("\n");
  const calls: ConsoleCall[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) {
      const name = consoleMethod(node.expression);
      if (name !== undefined) {
        const { line, character } = source.getLineAndCharacterOfPosition(name.getStart());
        const end = source.getLineAndCharacterOfPosition(node.getEnd());
        const promised = commentBehind(lines, end.line, end.character);
        calls.push({ place: `${line + 1}:${character + 1}`, code: node.getText(), promised });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

function consoleMethod(expression: ts.Expression): ts.MemberName | undefined {
  if (!ts.isCallExpression(expression)) return undefined;
  const { expression: callee } = expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.expression.getText() !== "console") return undefined;
  return callee.name;
}

function commentBehind(lines: readonly string[], line: number, column: number): string | undefined {
  const [, behind] = /^\s*\/\/ (.*)$/.exec(lines[line]?.slice(column) ?? "") ?? [];
  if (behind !== undefined) return behind;
  const below: string[] = [];
  for (const text of lines.slice(line + 1)) {
    const [, comment] = /^\s*\/\/ ?(.*)$/.exec(text) ?? [];
    if (comment === undefined) break;
    below.push(comment);
  }
  return below.length === 0 ? undefined : below.join("\n");
}
