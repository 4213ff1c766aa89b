import { unstable_cache } from "next/cache";
import { Made, makeId } from "../../lib/made.jsx";

export const dynamic = "force-dynamic";

const load = unstable_cache(async () => makeId(), ["unstable"], { tags: ["unstable"] });

export default async function Page() {
  return <Made id={await load()} />;
}
