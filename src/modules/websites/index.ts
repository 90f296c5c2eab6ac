/** Front door of websites: where documents come from by themselves. */
export { addWebSource } from "./add-web-source.ts";
export { listSources } from "./list-sources.ts";
export { type WebsitesOptions, websitesModule } from "./module.ts";
