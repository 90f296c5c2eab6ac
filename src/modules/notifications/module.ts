import type { ModuleDefinition } from "../../kernel/module.ts";
import type { Delivery } from "./deliver.ts";
import { personalData } from "./personal-data.ts";
import { mailings } from "./reactions.ts";
import { mailSinkRoutes } from "./routes.ts";
import { forgetDeliveries } from "./sweep.ts";

/** Takes over the transport: it is closed when the application stops. */
export function notificationsModule(delivery: Delivery): ModuleDefinition {
  const mails = mailings(delivery);
  return {
    name: "notifications",
    routes: (http) => mailSinkRoutes(http, delivery),
    reactions: mails.map(({ reaction }) => reaction),
    jobs: mails.map(({ refused }) => refused),
    sweeps: [forgetDeliveries],
    personalData,
    async stop() {
      if (delivery.transport !== "sink") await delivery.transport.close();
    },
  };
}
