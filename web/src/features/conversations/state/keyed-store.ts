import { useCallback, useSyncExternalStore } from "react";

/** Values under keys that outlive the page showing them, such as drafts. Listeners hear of their own key only. */
export class KeyedStore<Value> {
  readonly #values = new Map<string, Value>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #initial: (key: string) => Value;

  /** @param initial the value of a key that was never set; asked once */
  constructor(initial: (key: string) => Value) {
    this.#initial = initial;
  }

  get(key: string): Value {
    const value = this.#values.get(key);
    if (value !== undefined || this.#values.has(key)) {
      // A present key holds a Value, undefined included where Value allows it.
      return value as Value;
    }
    const initial = this.#initial(key);
    this.#values.set(key, initial);
    return initial;
  }

  set(key: string, value: Value): void {
    if (Object.is(this.#values.get(key), value) && this.#values.has(key)) return;
    this.#values.set(key, value);
    for (const listener of this.#listeners.get(key) ?? []) listener();
  }

  /** Forgets every value: another person has signed in. */
  clear(): void {
    this.#values.clear();
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener();
  }

  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    };
  }
}

/** The value of a key, followed. */
export function useKeyed<Value>(store: KeyedStore<Value>, key: string): Value {
  const subscribe = useCallback((listener: () => void) => store.subscribe(key, listener), [store, key]);
  return useSyncExternalStore(subscribe, () => store.get(key));
}
