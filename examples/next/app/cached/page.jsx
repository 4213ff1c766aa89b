import { cacheLife, cacheTag } from "next/cache";
import { Made, makeId } from "../../lib/made.jsx";

export const dynamic = "force-dynamic";

async function load() {
  "use cache";
  cacheTag("cached");
  cacheLife("hours");
  return makeId();
}

export default async function Page() {
  return <Made id={await load()} />;
}
