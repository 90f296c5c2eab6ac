export { askOnce } from "./ask-once.ts";
export { conversationsModule } from "./module.ts";
