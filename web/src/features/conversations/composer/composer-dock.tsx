import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCoins, IconFileAlert, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useWorkspace } from "../../../api/workspace.ts";
import { Reference } from "../../../ui/reference.tsx";
import { notices } from "../send/notice.ts";
import { CreditDock } from "./credit-dock.tsx";
import { Dock } from "./dock.tsx";
import { LowBalance } from "./low-balance.tsx";
import { ThrottleDock } from "./throttle-dock.tsx";
import type { Composer } from "./use-composer.ts";

/** The one thing that stands in the way of the question, docked on top of the composer that keeps its text. */
export function ComposerDock({ composer }: { readonly composer: Composer }) {
  const { notice, live, refusal, key } = composer;
  const [quiet, setQuiet] = useState(false);
  const dismiss = () => notices.set(key, null);
  if (notice?.kind === "credit") {
    return (
      <CreditDock composer={composer} needed={notice.neededMicroPt} available={notice.availableMicroPt} />
    );
  }
  if (notice?.kind === "throttled")
    return <ThrottleDock notice={notice} onSend={composer.send} onClose={dismiss} />;
  if (notice?.kind === "busy") return <BusyDock composer={composer} onClose={dismiss} />;
  if (notice?.kind === "budget") return <BudgetDock detail={notice.detail} onClose={dismiss} />;
  const problem = notice ?? live.problem;
  if (problem) {
    return (
      <Dock
        meaning="error"
        shape="box"
        icon={<IconAlertTriangle size={20} aria-hidden />}
        title={problem.title}
        end={notice?.reference ? <Reference value={notice.reference} /> : null}
      >
        {problem.detail} Nothing was sent. Your text stays here.
      </Dock>
    );
  }
  if (live.quote?.affordable === false) {
    const { quoteMicroPt, availableMicroPt } = live.quote;
    return <CreditDock composer={composer} needed={quoteMicroPt} available={availableMicroPt} />;
  }
  if (refusal !== null) {
    return (
      <Dock
        meaning="warn"
        icon={<IconFileAlert size={18} aria-hidden />}
        title={refusal}
        onClose={composer.dismissRefusal}
      />
    );
  }
  return quiet ? null : <LowBalance composer={composer} onClose={() => setQuiet(true)} />;
}

interface BusyDockProps {
  readonly composer: Composer;
  readonly onClose: () => void;
}

/** An answer is being written, here or in another tab: the text waits until the person sends it. */
function BusyDock({ composer, onClose }: BusyDockProps) {
  const running = composer.answerId !== null;
  return (
    <Dock
      meaning="info"
      icon={<IconPencil size={18} aria-hidden />}
      title={running ? "An answer is being written in this conversation" : "The answer is finished"}
      action={
        <Button size="xs" disabled={running || composer.draft.text.trim() === ""} onClick={composer.send}>
          Send now
        </Button>
      }
      onClose={onClose}
    >
      {running ? "Your text is kept until you send it." : "Your text is kept."}
    </Dock>
  );
}

/** A budget is used up, though the workspace may have credit: it says who can raise it. */
function BudgetDock({ detail, onClose }: { readonly detail: string; readonly onClose: () => void }) {
  const { can } = useWorkspace();
  return (
    <Dock
      meaning="error"
      shape="box"
      icon={<IconCoins size={20} aria-hidden />}
      title="A budget is used up"
      onClose={onClose}
    >
      {detail} Nothing was sent and nothing charged. Your text stays here.{" "}
      {can("ledger.manage") ? "You can raise the budget." : "An owner or admin can raise it."}
    </Dock>
  );
}
