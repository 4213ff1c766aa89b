import { Made, makeId } from "../../lib/made.jsx";

// Rendered by the build, and by each deployment once more.
export const dynamic = "force-static";

export default function Page() {
  return <Made id={makeId()} />;
}
