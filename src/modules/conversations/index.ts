export { conversationsModule } from "./module.ts";
