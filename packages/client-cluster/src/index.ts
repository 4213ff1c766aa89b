export { ClusterClient, ClusterClient as default } from "./cluster-client.js";
