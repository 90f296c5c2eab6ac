import type { CodeBlock, VectorRow } from "../../../modules/knowledge/ports.ts";
import { LANES } from "./dot-products.ts";

/** The same direction with length 1; a vector of noughts stays one and is near nothing. */
export function normalised(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** Bytes of one vector's codes, filled up. */
export function rowBytes(dimensions: number): number {
  return Math.ceil(dimensions / LANES) * LANES;
}

/** Writes the vector as whole numbers from -127 to 127. @returns what one of them is worth */
export function quantise(vector: Float32Array, into: Int8Array): number {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  if (most === 0) return 0;
  const scale = most / 127;
  for (let i = 0; i < vector.length; i += 1) into[i] = Math.round((vector[i] ?? 0) / scale);
  return scale;
}

/** Scales as float32, then the codes of each vector. @param rows of one version, of consecutive numbers, normalised */
export function toBlock(rows: readonly VectorRow[]): CodeBlock {
  const [first] = rows;
  if (first === undefined) throw new Error("A block has at least one vector.");
  const dimensions = first.vector.length;
  const width = rowBytes(dimensions);
  const scales = new Float32Array(rows.length);
  const codes = new Int8Array(rows.length * width);
  for (const [at, { vector, versionId, number }] of rows.entries()) {
    if (versionId !== first.versionId || number !== first.number + at || vector.length !== dimensions) {
      throw new Error(
        "Vectors of a block belong to consecutive chunks of one version and are of one length.",
      );
    }
    scales[at] = quantise(vector, codes.subarray(at * width, (at + 1) * width));
  }
  return {
    versionId: first.versionId,
    firstNumber: first.number,
    dimensions,
    codes: Buffer.concat([Buffer.from(scales.buffer), Buffer.from(codes.buffer)]),
  };
}

/** A block as it is kept in memory. */
export interface Part {
  readonly versionId: string;
  readonly firstNumber: number;
  readonly scales: Float32Array;
  readonly codes: Int8Array;
}

/** @throws when the block is not whole */
export function toPart({ versionId, firstNumber, dimensions, codes }: CodeBlock): Part {
  const count = codes.length / (4 + rowBytes(dimensions));
  if (!Number.isInteger(count)) throw new Error("A block of vectors is damaged.");
  const own = new Uint8Array(codes);
  return {
    versionId,
    firstNumber,
    scales: new Float32Array(own.buffer, 0, count),
    codes: new Int8Array(own.buffer, count * 4),
  };
}
