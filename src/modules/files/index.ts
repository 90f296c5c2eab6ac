/** Front door of files: bytes in, bytes out. Who may is decided by the module that calls. */
export { copyToTemporary } from "./copy-to-temporary.ts";
export { deleteFile, deleteFiles } from "./delete-file.ts";
export { type FilesOptions, filesModule } from "./module.ts";
export { type OpenFile, openFile } from "./open-file.ts";
export { MissingBytes } from "./ports.ts";
export { type StoredFile, storeFile } from "./store-file.ts";
