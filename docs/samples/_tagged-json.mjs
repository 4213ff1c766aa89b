import { isDeepStrictEqual } from "node:util";

export default class TaggedJson {
  dumps(value) {
    const text = `J${JSON.stringify(value)}`;
    if (!isDeepStrictEqual(this.loads(Buffer.from(text)), value)) {
      throw new TypeError("JSON would bring this value back as something else");
    }
    return text;
  }

  loads(data) {
    const text = data.toString();
    if (!text.startsWith("J")) throw new SyntaxError("these bytes are not tagged JSON");
    return JSON.parse(text.slice(1));
  }
}
