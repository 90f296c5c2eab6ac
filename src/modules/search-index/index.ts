/** Front door of search-index: the inverted index of a workspace, in the database. Who may is decided by the caller. */
export { indexVersion } from "./index-version.ts";
export { mergeSegments, type VersionStates } from "./merge-segments.ts";
export { openSegments } from "./open-segments.ts";
