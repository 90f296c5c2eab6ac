/** "Good morning, Elena": by the viewer's clock, with the first name. */
export function greeting(name: string, now: Date): string {
  const hour = now.getHours();
  const part =
    hour < 5 ? "Good evening" : hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
  const first = name.trim().split(/\s+/)[0] ?? "";
  return first === "" || first.includes("@") ? part : `${part}, ${first}`;
}
