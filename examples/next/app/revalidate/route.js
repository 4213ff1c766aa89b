import { revalidatePath, revalidateTag } from "next/cache";

export const dynamic = "force-dynamic";

/** POST /revalidate?tag=cached, with &profile=max to serve the stale value once more; or ?path=/route */
export function POST(request) {
  const { searchParams } = new URL(request.url);
  const [tag, path, profile] = ["tag", "path", "profile"].map((name) => searchParams.get(name));
  if (path) revalidatePath(path);
  if (tag) revalidateTag(tag, profile ?? { expire: 0 });
  return new Response("done");
}
