import { headers } from "next/headers";
import { Made } from "../../lib/made.jsx";

export default async function Page() {
  const host = (await headers()).get("host");
  // The URL belongs to the key: all processes have to name the same.
  const source = process.env.SOURCE_URL ?? `http://${host}/source`;
  const response = await fetch(source, { cache: "force-cache", next: { tags: ["fetched"] } });
  return <Made id={await response.text()} />;
}
