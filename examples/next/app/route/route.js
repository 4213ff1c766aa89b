import { makeId } from "../../lib/made.jsx";

// The response of a route handler, kept for an hour.
export const dynamic = "force-static";
export const revalidate = 3600;

export const GET = () => new Response(makeId());
