import { IconFileSearch, IconFileText, IconListDetails, IconMessageReply } from "@tabler/icons-react";
import { ChoiceRows } from "../../../ui/choice-rows.tsx";
import { STARTERS, type Starter } from "./starters.ts";

const ICONS = {
  summary: IconListDetails,
  facts: IconFileSearch,
  reply: IconMessageReply,
  sample: IconFileText,
};

/** Ways to begin, as plain rows. */
export function StarterList({ onChoose }: { readonly onChoose: (starter: Starter) => void }) {
  const rows = STARTERS.map((starter) => ({
    text: starter.title,
    icon: ICONS[starter.id],
    note: starter.from,
    onChoose: () => onChoose(starter),
  }));
  return <ChoiceRows title="To begin with" rows={rows} />;
}
