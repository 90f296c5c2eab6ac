import { describe, expect, it } from "vitest";
import { EVERYTHING, inWorkspace, type Permission } from "../../api/testing/in-workspace.tsx";
import type { Member, Role } from "../../api/types.ts";
import { buttons, cells, fields, HOSTILE, having, isEscaped, textOf } from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import { CreateWorkspaceForm } from "./create-workspace-form.tsx";
import { GeneralForm } from "./general-form.tsx";
import { MembersTable } from "./members-table.tsx";
import { ROLE_CHOICES, rolesToGive } from "./roles.ts";

function member(name: string, role: Role = "member", more: Partial<Member> = {}): Member {
  return {
    userId: name.toLowerCase(),
    name,
    email: `${name.toLowerCase()}@harbor.example`,
    role,
    joinedAt: "2024-01-05T12:00:00.000Z",
    lastSeenAt: null,
    ...more,
  };
}

function table(members: readonly Member[], permissions: readonly Permission[]): string {
  const more = { has: false, loading: false, load: () => {} };
  const element = (
    <MembersTable members={members} selfId="elena" more={more} stale={false} onRemove={() => {}} />
  );
  return renderMarkup(inWorkspace(element, permissions));
}

const people = [member("Elena", "owner"), member("Olga", "owner"), member("Ruth", "member")];
const roleMenus = (html: string) => buttons(html).filter((name) => name.startsWith("Role of"));

describe("roles in the table of members", () => {
  it("can be changed by an owner, except one's own", () => {
    expect(roleMenus(table(people, EVERYTHING))).toEqual([
      "Role of Olga: Owner. Change it",
      "Role of Ruth: Member. Change it",
    ]);
  });

  it("of owners cannot be changed by an admin", () => {
    expect(roleMenus(table(people, ["members.manage"]))).toEqual(["Role of Ruth: Member. Change it"]);
  });

  it("are words alone for everyone else", () => {
    const html = table(people, ["chat.use", "owners.manage"]);
    expect(roleMenus(html)).toEqual([]);
    expect(cells(html).map((row) => row[1])).toEqual(["Owner", "Owner", "Member"]);
  });

  it("are given by what they may do; only owners make owners", () => {
    expect(rolesToGive(true).map(({ value }) => value)).toEqual([
      "owner",
      "admin",
      "agent",
      "member",
      "viewer",
    ]);
    expect(rolesToGive(false).map(({ value }) => value)).toEqual(["admin", "agent", "member", "viewer"]);
    expect(ROLE_CHOICES.every(({ may }) => may !== "")).toBe(true);
  });
});

describe("a row of the members", () => {
  it("says who is meant, marks oneself, and since when", () => {
    const [self, other] = cells(table(people, EVERYTHING));
    expect(self?.[0]).toContain("Elena (you)");
    expect(other?.[0]).toContain("Olga olga@harbor.example");
    expect(other?.[0]).not.toContain("(you)");
    expect(other?.[2]).toBe("5 Jan 2024");
  });

  it("says of someone who never came that they did not yet", () => {
    expect(cells(table([member("Ruth")], []))[0]?.[3]).toBe("not yet");
    const seen = member("Ruth", "member", { lastSeenAt: "2024-02-06T12:00:00.000Z" });
    expect(cells(table([seen], []))[0]?.[3]).toBe("6 Feb 2024");
  });

  it("names its menu after the person", () => {
    expect(buttons(table([member("Ruth")], []))).toEqual(["Actions for Ruth"]);
  });

  it("shows hostile names as text, in labels too", () => {
    const html = table([member("Ruth", "member", { name: HOSTILE })], EVERYTHING);
    expect(isEscaped(html)).toBe(true);
    expect(buttons(html)).toContain(`Actions for ${HOSTILE}`);
  });
});

describe("the general settings", () => {
  const form = (permissions: readonly Permission[]) =>
    renderMarkup(inWorkspace(<GeneralForm />, permissions));

  it("label every field and say what each is for", () => {
    const shown = fields(form(EVERYTHING));
    expect(shown.map(({ label }) => label)).toEqual([
      "Name",
      "Model of new conversations",
      "Warn about a low balance",
    ]);
    expect(shown[2]?.described.join(" ")).toContain("0 never warns");
  });

  it("are sent by those who manage the workspace", () => {
    expect(having(form(EVERYTHING), "type", "submit")).toHaveLength(1);
    expect(fields(form(EVERYTHING))[0]?.attributes.readonly).toBeUndefined();
  });

  it("are read by everyone else, who learn who can change them", () => {
    const html = form(["chat.use"]);
    expect(having(html, "type", "submit")).toEqual([]);
    expect(fields(html).every(({ attributes }) => attributes.readonly !== undefined)).toBe(true);
    expect(textOf(html)).toContain("Only an owner or admin of Harbor Coffee can change these.");
  });

  it("stand with what the workspace has", () => {
    expect(fields(form(EVERYTHING)).map(({ attributes }) => attributes.value)).toEqual([
      "Harbor Coffee",
      "The default of this installation",
      "10 %",
    ]);
  });
});

it("a workspace is named in a labelled field with an example", () => {
  const [name] = fields(renderMarkup(<CreateWorkspaceForm />));
  expect(name?.label).toBe("Name of the workspace");
  expect(name?.described.join(" ")).toContain("You can change it later.");
  expect(name?.attributes).toMatchObject({ placeholder: "Harbor Coffee", autocomplete: "organization" });
});
