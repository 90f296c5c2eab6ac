import { describe, expect, it } from "vitest";
import { requireStrongPassword, weaknessOf } from "./password-weakness.ts";

const owner = { email: "mira.okafor@example.com", name: "Mira Ökafor-Lindqvist" };

describe("a password", () => {
  it.each([
    "lantern otter gravel",
    "correct horse battery",
    "k3#Vq!zu8Lw2",
    "日本語の長い合言葉です",
    "my dog chews 3 green socks",
    "Tr0ub4dor&3x",
    "xxx marks the hidden spot",
  ])("that joins several things is taken: %s", (password) => {
    expect(weaknessOf(password, owner)).toBeNull();
  });

  it.each([
    "password12",
    "Password2026!",
    "P@ssw0rd1234",
    "p4$$w0rd!!!!",
    "qwertyuiop12",
    "QWERTZUIOP",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "zyxwvutsrqponm",
    "0123456789",
    "9876543210",
    "iloveyou2025",
    "dragonmonkey1",
    "Summer2026!!",
    "letmein12345",
    "!!!!!!password",
    "ｐａｓｓｗｏｒｄ１２３４",
  ])("that is tried first is refused: %s", (password) => {
    expect(weaknessOf(password, owner)).toMatch(/tried first/);
  });

  it.each(["aaaaaaaaaa", "abababababab", "hunter2hunter2", "          ", "🦦🦦🦦🦦🦦🦦"])(
    "that repeats itself is refused: %s",
    (password) => {
      expect(weaknessOf(password, owner)).toMatch(/repeats/);
    },
  );

  it.each([
    "mira.okafor tea time",
    "green OKAFOR socks",
    "0k4f0r chews socks",
    "lindqvist lantern",
    "Ökafor lantern gravel",
  ])("that holds the owner's name or address is refused: %s", (password) => {
    expect(weaknessOf(password, owner)).toMatch(/Leave your name/);
  });

  it("may hold names of three letters, which are parts of many words", () => {
    expect(weaknessOf("lantern otter gravel", { email: "ott@example.com", name: "Ann Ott" })).toBeNull();
  });

  it("of the greatest length is judged without delay, whatever it is made of", () => {
    for (const unit of ["1q2w3e4r5t6y7u8i9o0p", "password", "a", "azertyuiop@!"]) {
      expect(weaknessOf(`${unit.repeat(200).slice(0, 199)}~`, owner)).toBeDefined();
    }
  });

  it("is refused with the field that it was typed into", () => {
    const refused = () => requireStrongPassword("password12", owner, "newPassword");
    expect(refused).toThrow(
      expect.objectContaining({
        code: "weak_password",
        fields: [{ path: "newPassword", reason: expect.any(String) }],
      }),
    );
    expect(() => requireStrongPassword("lantern otter gravel", owner)).not.toThrow();
  });
});
