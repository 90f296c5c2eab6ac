/**
 * Every function of the database that works with its owner's rights, and so past row-level security, with the
 * reason why it must. A test compares this list with the database. Adding one is a reviewed decision: each is
 * owned by a role nobody logs in as, has a fixed search path, and is granted to parley_app alone.
 */
export const SECURITY_DEFINER_FUNCTIONS: Readonly<Record<string, string>> = {
  "workspaces.workspace_ids":
    "Sweepers go through all workspaces and then enter each with a context of its own.",
  "api_keys.find_key":
    "A request shows its key before any workspace is known: the key tells which one it is.",
  "api_keys.note_uses":
    "One statement writes the last uses of keys of many workspaces; it writes nothing else.",
  "ledger.post":
    "The only way to move credit. A batch spans workspaces, and nobody else may write the journal.",
  "ledger.add_grant": "Grants are credit: they are written by the ledger's owner only.",
  "ledger.extend_leases": "Leases of running answers of many workspaces are moved forward in one statement.",
  "ledger.lapsed_holds": "The sweeper must find the holds of all workspaces whose lease has lapsed.",
  "ledger.sweep_expired_grants": "Credit of any workspace expires on time, whether or not anybody is there.",
  "ledger.put_budget": "Budgets are checked in the posting itself, so only the ledger's owner writes them.",
  "ledger.remove_budget": "As put_budget: only the ledger's owner writes budgets.",
  "conversations.abandoned_answers":
    "After a crash the answers of all workspaces that lost their process are found.",
  "conversations.purge_deleted":
    "Conversations of all workspaces that can no longer be brought back are erased.",
  "knowledge.stalled_documents":
    "After a crash the documents of all workspaces whose reading has stopped are found.",
  "knowledge.collections_without_vectors":
    "A provider that was down leaves documents of any workspace without vectors; they are made once it is back.",
  "websites.due_sources":
    "The clock must find the websites of all workspaces whose next crawl is due, or whose crawl has stopped.",
};
