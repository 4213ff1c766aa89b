import { makeId } from "../../lib/made.jsx";

export const dynamic = "force-dynamic";

export const GET = () => new Response(makeId());
