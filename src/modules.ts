import { systemCtx } from "./kernel/ctx.ts";
import type { ModuleDefinition } from "./kernel/module.ts";
import { apiKeysModule } from "./modules/api-keys/index.ts";
import { conversationsModule } from "./modules/conversations/index.ts";
import { type FilesOptions, filesModule } from "./modules/files/index.ts";
import { hasUsers, type IdentityOptions, identityModule } from "./modules/identity/index.ts";
import { type KnowledgeOptions, knowledgeModule } from "./modules/knowledge/index.ts";
import { type LedgerOptions, ledgerModule } from "./modules/ledger/index.ts";
import { type ModelsOptions, modelsModule } from "./modules/models/index.ts";
import { type Delivery, notificationsModule } from "./modules/notifications/index.ts";
import { type OpsOptions, opsModule } from "./modules/ops/index.ts";
import { samplesModule } from "./modules/samples/index.ts";
import { type WebsitesOptions, websitesModule } from "./modules/websites/index.ts";
import { workspacesModule } from "./modules/workspaces/index.ts";

export interface ModuleOptions {
  readonly identity: IdentityOptions;
  readonly ledger: LedgerOptions;
  readonly models: ModelsOptions;
  readonly files: FilesOptions;
  readonly knowledge: KnowledgeOptions;
  readonly websites: WebsitesOptions;
  readonly delivery: Delivery;
  readonly ops: Omit<OpsOptions, "needsFirstUser">;
}

/** Every module of the product, lower ones first. */
export function composeModules(options: ModuleOptions): readonly ModuleDefinition[] {
  return [
    identityModule(options.identity),
    workspacesModule,
    apiKeysModule,
    notificationsModule(options.delivery),
    ledgerModule(options.ledger),
    modelsModule(options.models),
    filesModule(options.files),
    knowledgeModule(options.knowledge),
    samplesModule,
    websitesModule(options.websites),
    conversationsModule,
    opsModule({
      ...options.ops,
      needsFirstUser: async (kernel) =>
        !(await hasUsers(systemCtx(kernel, { kind: "job", name: "ops.status" }))),
    }),
  ];
}
