import { JsonSerializer } from "@coffer/serializer-json";

export default class DatesAsText extends JsonSerializer {
  convert(value) {
    return value instanceof Date ? value.toISOString() : undefined;
  }
}
