let pressed = false;

if (typeof window !== "undefined") {
  window.addEventListener("pointerdown", () => (pressed = true), { capture: true });
  for (const end of ["pointerup", "pointercancel"] as const) {
    window.addEventListener(end, () => (pressed = false), { capture: true });
  }
}

/**
 * Runs now, or once the pointer that is down has been released and its click handled. What moves the page while a
 * button is pressed would carry the button away from under the pointer, and the click would be lost.
 */
export function afterPress(run: () => void): void {
  if (!pressed) {
    run();
    return;
  }
  const release = () => {
    window.removeEventListener("pointerup", release);
    window.removeEventListener("pointercancel", release);
    setTimeout(run);
  };
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
}
