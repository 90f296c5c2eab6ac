import { ActionIcon, Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { memberNamesQuery, walletQuery } from "../../api/queries.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { Budgets } from "../../features/ledger/budgets.tsx";
import type { FilterChange } from "../../features/ledger/entry-filters.tsx";
import { LowBalance } from "../../features/ledger/low-balance.tsx";
import { monthOf } from "../../features/ledger/month.ts";
import { MonthStepper } from "../../features/ledger/month-stepper.tsx";
import { csvAddress } from "../../features/ledger/statement-filter.ts";
import { Page } from "../../ui/page.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { usePhone } from "../../ui/use-phone.ts";
import { withoutEmpty } from "../../ui/without-empty.ts";
import { Entries } from "./entries.tsx";
import { Period } from "./period.tsx";

/** The month's statement: the equation, use per day, sources of credit, entries and budgets. */
export function Statement() {
  const { id } = useWorkspace();
  const phone = usePhone();
  const search = useSearch({ from: "/w/$slug/usage" });
  const navigate = useNavigate({ from: "/w/$slug/usage" });
  const thisMonth = monthOf(new Date());
  const filter = { ...search, month: search.month ?? thisMonth };
  const { data: wallet } = useQuery(walletQuery(id));
  const { data: members } = useQuery(memberNamesQuery(id));
  const people = (members?.items ?? []).map(({ userId, name }) => ({ value: userId, label: name }));
  const change = (next: FilterChange) => {
    const { month, ...rest } = { ...filter, ...next };
    void navigate({
      search: withoutEmpty({ ...rest, month: month === thisMonth ? undefined : month }),
      replace: true,
    });
  };
  return (
    <Page
      bar={
        <PageBar
          title={phone ? "Usage" : "Usage and statement"}
          actions={
            <>
              <MonthStepper month={filter.month} latest={thisMonth} onChange={(month) => change({ month })} />
              <ExportButton address={csvAddress(id, filter)} iconOnly={phone} />
            </>
          }
        />
      }
    >
      {wallet ? <LowBalance wallet={wallet} /> : null}
      <Period month={filter.month} running={filter.month === thisMonth} />
      <Entries filter={filter} members={people} onChange={change} />
      <Budgets members={people} />
    </Page>
  );
}

function ExportButton({ address, iconOnly }: { readonly address: string; readonly iconOnly: boolean }) {
  if (iconOnly) {
    return (
      <ActionIcon component="a" href={address} download aria-label="Export CSV">
        <IconDownload size={20} />
      </ActionIcon>
    );
  }
  return (
    <Button
      component="a"
      href={address}
      download
      variant="default"
      size="xs"
      leftSection={<IconDownload size={16} />}
    >
      Export CSV
    </Button>
  );
}
