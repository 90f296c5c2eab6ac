import type { ModuleDefinition } from "../../kernel/module.ts";
import type { Delivery } from "./deliver.ts";
import { personalData } from "./personal-data.ts";
import { reactions } from "./reactions.ts";
import { mailSinkRoutes } from "./routes.ts";
import { forgetDeliveries } from "./sweep.ts";

/** Takes over the transport: it is closed when the application stops. */
export function notificationsModule(delivery: Delivery): ModuleDefinition {
  return {
    name: "notifications",
    routes: (http) => mailSinkRoutes(http, delivery),
    reactions: reactions(delivery),
    sweeps: [forgetDeliveries],
    personalData,
    async stop() {
      if (delivery.transport !== "sink") await delivery.transport.close();
    },
  };
}
