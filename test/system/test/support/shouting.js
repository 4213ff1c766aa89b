/** A third-party serializer with its own option. */
export default class Shouting {
  static options = { SHOUT: { type: "integer", min: 1, description: "How loud." } };

  /** @param {unknown} value */
  dumps(value) {
    return JSON.stringify(value).toUpperCase();
  }

  /** @param {Buffer} data */
  loads(data) {
    return JSON.parse(data.toString().toLowerCase());
  }
}
