/**
 * Dot products of many vectors of bytes with one, 16 numbers at a time: WebAssembly's SIMD, assembled here by hand
 * (webassembly.github.io/spec/core/binary), since a loop of JavaScript takes about eight times as long.
 */

/** Bytes that one call scans at most; a multiple of every length that a row may have is not needed. */
const SCRATCH_BYTES = 4 * 1024 * 1024;
const QUERY_BYTES = 64 * 1024;
const ROWS = 65_536;
const PAGE_BYTES = 65_536;

/** Vectors are stored in rows of a multiple of this length, filled up with noughts. */
export const LANES = 16;

const QUERY_AT = 0;
const OUT_AT = QUERY_AT + QUERY_BYTES;
const CODES_AT = OUT_AT + ROWS * 4;

/** The part of the standard that is used here; the server's type library has none of it. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
};

type Scan = (codes: number, query: number, count: number, length: number, out: number) => void;

/** One scratch memory, used by one caller at a time between two awaits: fill it with rows, then read the products. */
export class DotProducts {
  readonly #scan: Scan;
  readonly #query: Int16Array;
  readonly #codes: Int8Array;
  readonly #products: Int32Array;

  constructor() {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((CODES_AT + SCRATCH_BYTES) / PAGE_BYTES) });
    const module = new WebAssembly.Module(assemble());
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    // The module below exports exactly this function.
    this.#scan = exports.scan as Scan;
    this.#query = new Int16Array(memory.buffer, QUERY_AT, QUERY_BYTES / 2);
    this.#products = new Int32Array(memory.buffer, OUT_AT, ROWS);
    this.#codes = new Int8Array(memory.buffer, CODES_AT, SCRATCH_BYTES);
  }

  /** Rows of that many bytes that one pass takes. */
  capacity(rowBytes: number): number {
    return Math.min(ROWS, Math.floor(SCRATCH_BYTES / rowBytes));
  }

  setQuery(query: Int8Array): void {
    this.#query.set(query);
  }

  /** Puts rows at a place of the scratch, counted in rows. */
  put(rows: Int8Array, at: number, rowBytes: number): void {
    this.#codes.set(rows, at * rowBytes);
  }

  /** @returns a view that holds until the next call */
  products(count: number, rowBytes: number): Int32Array {
    this.#scan(CODES_AT, QUERY_AT, count, rowBytes, OUT_AT);
    return this.#products.subarray(0, count);
  }
}

// Opcodes by the names of the specification.
const I32 = 0x7f;
const V128 = 0x7b;
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, value];
const ADD = 0x6a;
const SUBTRACT = 0x6b;
const LESS_UNSIGNED = 0x49;
const IS_NOUGHT = 0x45;
const END = 0x0b;
const block = (...body: number[]) => [0x02, 0x40, ...body, END];
const loop = (...body: number[]) => [0x03, 0x40, ...body, END];
const branch = (depth: number) => [0x0c, depth];
const branchIf = (depth: number) => [0x0d, depth];
const storeI32 = [0x36, 2, 0];
const simd = (...code: number[]) => [0xfd, ...code];
const load128 = (offset: number) => simd(0x00, 0, offset);
const NOUGHT_128 = simd(0x0c, ...new Array<number>(16).fill(0));
const lane = (number: number) => simd(0x1b, number);
const WIDEN_LOW = simd(0x87, 0x01);
const WIDEN_HIGH = simd(0x88, 0x01);
const ADD_I32X4 = simd(0xae, 0x01);
const DOT_I16X8 = simd(0xba, 0x01);

// Parameters, then locals.
const [CODES, QUERY, COUNT, LENGTH, OUT, ROW_END, AT, SUM, ROW] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

/** For each row: the sum over 16 bytes at a time of bytes, widened to 16 bits, times the query, which has 16 bits. */
function scanBody(): number[] {
  const sixteen = [
    ...[...get(CODES), ...load128(0), ...set(ROW)],
    ...[...get(SUM), ...get(ROW), ...WIDEN_LOW, ...get(AT), ...load128(0), ...DOT_I16X8, ...ADD_I32X4],
    ...[...get(ROW), ...WIDEN_HIGH, ...get(AT), ...load128(16), ...DOT_I16X8, ...ADD_I32X4, ...set(SUM)],
    ...[...get(AT), ...constant(32), ADD, ...set(AT)],
    ...[...get(CODES), ...constant(16), ADD, ...set(CODES)],
    ...[...get(CODES), ...get(ROW_END), LESS_UNSIGNED, ...branchIf(0)],
  ];
  const row = [
    ...[...get(COUNT), IS_NOUGHT, ...branchIf(1)],
    ...[...NOUGHT_128, ...set(SUM), ...get(QUERY), ...set(AT)],
    ...[...get(CODES), ...get(LENGTH), ADD, ...set(ROW_END)],
    ...loop(...sixteen),
    ...get(OUT),
    ...[...get(SUM), ...lane(0), ...get(SUM), ...lane(1), ADD],
    ...[...get(SUM), ...lane(2), ...get(SUM), ...lane(3), ADD, ADD],
    ...storeI32,
    ...[...get(OUT), ...constant(4), ADD, ...set(OUT)],
    ...[...get(COUNT), ...constant(1), SUBTRACT, ...set(COUNT)],
    ...branch(0),
  ];
  return block(...loop(...row));
}

function assemble(): Uint8Array<ArrayBuffer> {
  const locals = [2, ...[2, I32], ...[2, V128]];
  const code = sized([...locals, ...scanBody(), END]);
  const parameters = [CODES, QUERY, COUNT, LENGTH, OUT].map(() => I32);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, ...sized(parameters), 0]),
    ...section(2, [1, ...name("env"), ...name("memory"), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name("scan"), 0, 0]),
    ...section(10, [1, ...code]),
  ]);
}

function section(id: number, body: number[]): number[] {
  return [id, ...sized(body)];
}

function name(text: string): number[] {
  return sized([...Buffer.from(text)]);
}

/** Preceded by its length, as LEB128. */
function sized(bytes: number[]): number[] {
  const length: number[] = [];
  let rest = bytes.length;
  do {
    length.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return [...length, ...bytes];
}
