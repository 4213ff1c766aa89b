import { unstable_cache } from "next/cache";
import { Made, makeId } from "../../../lib/made.jsx";

// Rendered when it is first asked for, and again in the background after an hour. Its tag is that of the data in it.
export const revalidate = 3600;
export const generateStaticParams = () => [];

const load = unstable_cache(async (id) => `${id} ${makeId()}`, ["isr"], { tags: ["pages"] });

export default async function Page({ params }) {
  const { id } = await params;
  return <Made id={`${await load(id)} ${makeId()}`} />;
}
