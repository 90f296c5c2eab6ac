import { UnstyledButton } from "@mantine/core";
import { IconCoins } from "@tabler/icons-react";
import { Fragment } from "react";
import { useWorkspace } from "../../../api/workspace.ts";
import { LinkButton } from "../../../ui/link-button.tsx";
import { notices } from "../send/notice.ts";
import classes from "./composer.module.css";
import { quoteLabel, wallWords } from "./credit-words.ts";
import { Dock } from "./dock.tsx";
import { type Alternative, useCheaperModels } from "./use-cheaper-models.ts";
import type { Composer } from "./use-composer.ts";

export interface CreditDockProps {
  readonly composer: Composer;
  /** Micro-PT, when known. */
  readonly needed: string | null;
  readonly available: string | null;
}

/** The wall: what the question takes, what there is, who can add credit, and models that still fit. */
export function CreditDock({ composer, needed, available }: CreditDockProps) {
  const { key, choice } = composer;
  const { slug, can } = useWorkspace();
  const left = available ?? composer.wallet?.availableMicroPt ?? null;
  const alternatives = useCheaperModels(key, choice.models, choice.model, left);
  const choose = (id: string) => {
    notices.set(key, null);
    choice.choose(id);
  };
  return (
    <Dock
      meaning="error"
      shape="box"
      icon={<IconCoins size={20} aria-hidden />}
      title={
        needed !== null && left !== null
          ? wallWords(needed, left)
          : "The workspace does not have the credit that this question takes"
      }
      action={
        can("ledger.read") ? (
          <LinkButton variant="default" to="/w/$slug/usage" params={{ slug }}>
            See the usage
          </LinkButton>
        ) : null
      }
      end={alternatives.length === 0 ? null : <Alternatives alternatives={alternatives} onChoose={choose} />}
    >
      Nothing was sent and nothing charged. Your text stays here.{" "}
      {can("ledger.read")
        ? "The operator of this installation grants credit."
        : "An owner or admin can see to more credit."}
    </Dock>
  );
}

interface AlternativesProps {
  readonly alternatives: readonly Alternative[];
  readonly onChoose: (id: string) => void;
}

function Alternatives({ alternatives, onChoose }: AlternativesProps) {
  return (
    <>
      or use{" "}
      {alternatives.map(({ model, quote }, index) => (
        <Fragment key={model.id}>
          {index > 0 ? " or " : ""}
          <UnstyledButton className={classes.alternative} onClick={() => onChoose(model.id)}>
            {model.name}
          </UnstyledButton>
          , ~{quoteLabel(quote.quoteMicroPt)} PT
        </Fragment>
      ))}
    </>
  );
}
