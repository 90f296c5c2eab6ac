/** Bits a second that no ordinary recording falls below: what cannot be measured is taken to be so long. */
const LEAST_BITS_A_SECOND = 8_000;
/** Players and services differ by a frame or two. */
const MARGIN = 1.02;
const SPARE_SECONDS = 1;

/**
 * How long a recording lasts at most, in seconds, by its own bytes. Formats that say it are believed; the others are
 * taken to be as long as so many bytes can be.
 */
export function mostSeconds(file: Buffer): number {
  const said =
    waveSeconds(file) ?? flacSeconds(file) ?? oggSeconds(file) ?? mp4Seconds(file) ?? mpegSeconds(file);
  if (said !== null && Number.isFinite(said) && said > 0) return said * MARGIN + SPARE_SECONDS;
  return (file.length * 8) / LEAST_BITS_A_SECOND + SPARE_SECONDS;
}

const isAt = (file: Buffer, at: number, text: string) =>
  file.toString("latin1", at, at + text.length) === text;

/** By the bytes that are there: recorders that stream leave the sizes open. */
function waveSeconds(file: Buffer): number | null {
  if (!isAt(file, 0, "RIFF") || !isAt(file, 8, "WAVE")) return null;
  for (let at = 12; at + 16 <= file.length; at += 8 + file.readUInt32LE(at + 4)) {
    if (!isAt(file, at, "fmt ") || at + 20 > file.length) continue;
    return file.length / file.readUInt32LE(at + 16);
  }
  return null;
}

/** RFC 9639, 8.2: STREAMINFO is the first block. */
function flacSeconds(file: Buffer): number | null {
  if (!isAt(file, 0, "fLaC") || file.length < 26) return null;
  const rate = file.readUIntBE(18, 3) >> 4;
  const samples = (file.readUInt8(21) & 15) * 2 ** 32 + file.readUInt32BE(22);
  return samples / rate;
}

const OPUS_RATE = 48_000;

/** RFC 3533: the last page's position, in samples; Opus always counts 48,000 a second (RFC 7845, 4). */
function oggSeconds(file: Buffer): number | null {
  if (!isAt(file, 0, "OggS") || file.length < 58) return null;
  const rate = isAt(file, 29, "vorbis") ? file.readUInt32LE(40) : isAt(file, 28, "OpusHead") ? OPUS_RATE : 0;
  let last = file.lastIndexOf("OggS");
  for (; last >= 0; last = last === 0 ? -1 : file.lastIndexOf("OggS", last - 1)) {
    if (last + 14 > file.length) continue;
    const position = file.readBigInt64LE(last + 6);
    if (position > 0n) return Number(position) / rate;
  }
  return null;
}

/** ISO 14496-12, 8.2.2: the movie header within the box `moov`. */
function mp4Seconds(file: Buffer): number | null {
  if (!isAt(file, 4, "ftyp")) return null;
  const movie = boxOf(file, "moov", 0, file.length);
  const header = movie === null ? null : boxOf(file, "mvhd", movie.start, movie.end);
  if (header === null || header.end - header.start < 32) return null;
  const { start } = header;
  return file.readUInt8(start) === 1
    ? Number(file.readBigUInt64BE(start + 24)) / file.readUInt32BE(start + 20)
    : file.readUInt32BE(start + 16) / file.readUInt32BE(start + 12);
}

function boxOf(file: Buffer, name: string, from: number, to: number): { start: number; end: number } | null {
  for (let at = from; at + 8 <= to; ) {
    const short = file.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= to;
    const size = isLong ? Number(file.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    if (isAt(file, at + 4, name)) return { start: at + (isLong ? 16 : 8), end: Math.min(at + size, to) };
    if (size < 8) return null;
    at += size;
  }
  return null;
}

const BIT_RATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
const LOW_BIT_RATES = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
const SAMPLE_RATES = [44_100, 48_000, 32_000, 0];

/** ISO 11172-3, 2.4: every frame of layer III is counted, so that a changing bit rate does no harm. */
function mpegSeconds(file: Buffer): number | null {
  let at = isAt(file, 0, "ID3") && file.length > 10 ? 10 + synchsafe(file, 6) : 0;
  let seconds = 0;
  let strayBytes = 0;
  while (at + 4 <= file.length) {
    const frame = frameAt(file, at);
    strayBytes += frame === null ? 1 : 0;
    seconds += frame?.seconds ?? 0;
    at += frame?.bytes ?? 1;
  }
  return strayBytes * 2 > file.length ? null : seconds;
}

function synchsafe(file: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((size, n) => size * 128 + (file.readUInt8(at + n) & 127), 0);
}

function frameAt(file: Buffer, at: number): { bytes: number; seconds: number } | null {
  const second = file.readUInt8(at + 1);
  if (file.readUInt8(at) !== 0xff || (second & 0xe6) !== 0xe2) return null;
  const version = (second >> 3) & 3;
  const third = file.readUInt8(at + 2);
  const bitRate = ((version === 3 ? BIT_RATES : LOW_BIT_RATES)[third >> 4] ?? 0) * 1_000;
  const rate = (SAMPLE_RATES[(third >> 2) & 3] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4);
  if (version === 1 || bitRate === 0 || rate === 0) return null;
  const samples = version === 3 ? 1_152 : 576;
  return {
    bytes: Math.floor(((samples / 8) * bitRate) / rate) + ((third >> 1) & 1),
    seconds: samples / rate,
  };
}
