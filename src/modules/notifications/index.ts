/** Front door of notifications: what people are told outside the app. */
export type { Delivery } from "./deliver.ts";
export { notificationsModule } from "./module.ts";
