import { Button, CloseButton } from "@mantine/core";
import { IconCoins, IconFileAlert, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useWorkspace } from "../../../api/workspace.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Reference } from "../../../ui/reference.tsx";
import { notices } from "../send/notice.ts";
import classes from "./composer.module.css";
import { CreditDock } from "./credit-dock.tsx";
import { LowBalance } from "./low-balance.tsx";
import { ThrottleDock } from "./throttle-dock.tsx";
import type { Composer } from "./use-composer.ts";

/** The one thing that stands in the way of the question, docked on top of the composer that keeps its text. */
export function ComposerDock({ composer }: { readonly composer: Composer }) {
  const { notice, live, answerId, refusal, key } = composer;
  const { can } = useWorkspace();
  const [quiet, setQuiet] = useState(false);
  const dismiss = () => notices.set(key, null);
  if (notice?.kind === "credit") {
    return (
      <CreditDock composer={composer} needed={notice.neededMicroPt} available={notice.availableMicroPt} />
    );
  }
  if (notice?.kind === "throttled")
    return <ThrottleDock notice={notice} onSend={composer.send} onClose={dismiss} />;
  if (notice?.kind === "busy") {
    return (
      <Banner
        meaning="info"
        className={classes.dock}
        icon={<IconPencil size={20} aria-hidden />}
        title={
          answerId === null ? "The answer is finished" : "An answer is being written in this conversation"
        }
        actions={
          <Button disabled={answerId !== null || composer.draft.text.trim() === ""} onClick={composer.send}>
            Send now
          </Button>
        }
        end={<CloseButton aria-label="Close" onClick={dismiss} />}
      >
        {answerId === null
          ? "Your text is kept."
          : "Your text is kept. You can send it when the answer is finished."}
      </Banner>
    );
  }
  if (notice?.kind === "budget") {
    return (
      <Banner
        meaning="error"
        className={classes.dock}
        icon={<IconCoins size={20} aria-hidden />}
        title="A budget is used up"
        end={<CloseButton aria-label="Close" onClick={dismiss} />}
      >
        {notice.detail} Nothing was sent and nothing charged. Your text stays here.{" "}
        {can("ledger.manage") ? "You can raise it under Usage." : "An owner or admin can raise it."}
      </Banner>
    );
  }
  const refused = notice?.kind === "refused" ? notice : null;
  const problem = refused ?? live.problem;
  if (problem) {
    return (
      <Banner
        meaning="error"
        className={classes.dock}
        title={problem.title}
        end={refused?.reference ? <Reference value={refused.reference} /> : null}
      >
        {problem.detail} Nothing was sent. Your text stays here.
      </Banner>
    );
  }
  if (live.quote?.affordable === false) {
    const { quoteMicroPt, availableMicroPt } = live.quote;
    return <CreditDock composer={composer} needed={quoteMicroPt} available={availableMicroPt} />;
  }
  if (refusal !== null) {
    return (
      <Banner
        meaning="warn"
        className={classes.dock}
        icon={<IconFileAlert size={20} aria-hidden />}
        title={refusal}
        end={<CloseButton aria-label="Close" onClick={composer.dismissRefusal} />}
      />
    );
  }
  return quiet ? null : <LowBalance composer={composer} onClose={() => setQuiet(true)} />;
}
