import type { Kernel } from "../../../kernel/kernel.ts";
import type { FileStorage } from "../ports.ts";

const storages = new WeakMap<Kernel, FileStorage>();

export function setStorage(kernel: Kernel, storage: FileStorage): void {
  storages.set(kernel, storage);
}

export function storageOf(kernel: Kernel): FileStorage {
  const storage = storages.get(kernel);
  if (storage === undefined) throw new Error("The files module has not been started.");
  return storage;
}
