// The browsers: this many connections, each with its next request as soon as the previous one is answered.
import { connect } from "node:net";

const [port, connections, request = ""] = process.argv.slice(2);
for (let index = 0; index < Number(connections); index += 1) {
  const socket = connect(Number(port), "127.0.0.1").setNoDelay(true);
  const ask = () => socket.write(request);
  // A response is small enough to arrive in one piece.
  socket.on("connect", ask).on("data", ask);
  // The end of the measurement closes the server first.
  socket.on("error", () => {});
}
process.on("disconnect", () => process.exit());
