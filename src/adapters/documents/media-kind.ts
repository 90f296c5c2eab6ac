import type { DocumentKind } from "../../modules/knowledge/ports.ts";

type MediaKind = Extract<DocumentKind, "audio" | "video">;

const AUDIO = /^(?:ID3|OggS|fLaC|#!AMR|FORM....AIF[FC]|RIFF....WAVE|\.snd|....ftyp(?:M4A |M4B |M4P |F4A ))/s;
const VIDEO = /^(?:RIFF....AVI |....ftyp)/s;
/** Flash, Matroska and WebM, MPEG programme and video streams. */
const VIDEO_HEX = /^(?:464c5601|1a45dfa3|000001b[3a])/;

/** Whether a file begins as recorded sound or film does; null for everything else. */
export function mediaKindOf(head: Buffer): MediaKind | null {
  const start = head.toString("latin1", 0, 16);
  if (AUDIO.test(start)) return "audio";
  if (VIDEO.test(start) || VIDEO_HEX.test(head.toString("hex", 0, 4))) return "video";
  return isMpegAudio(head) ? "audio" : null;
}

/** Two frames, one after the other (ISO 11172-3, 2.4.1): a single sync word also begins other files. */
function isMpegAudio(head: Buffer): boolean {
  const length = frameLength(head, 0);
  return length !== null && (head.length <= length + 4 || frameLength(head, length) !== null);
}

const BIT_RATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
const LOW_BIT_RATES = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
const SAMPLE_RATES = [44_100, 48_000, 32_000, 0];

/** Bytes of a layer III frame at `at`; null when none begins there. */
function frameLength(head: Buffer, at: number): number | null {
  if (head[at] !== 0xff || ((head[at + 1] ?? 0) & 0xe6) !== 0xe2) return null;
  const version = ((head[at + 1] ?? 0) >> 3) & 3;
  const third = head[at + 2] ?? 0;
  const isFirstVersion = version === 3;
  const bitRate = (isFirstVersion ? BIT_RATES : LOW_BIT_RATES)[third >> 4] ?? 0;
  const sampleRate = (SAMPLE_RATES[(third >> 2) & 3] ?? 0) / (isFirstVersion ? 1 : version === 2 ? 2 : 4);
  if (version === 1 || bitRate === 0 || sampleRate === 0) return null;
  return Math.floor(((isFirstVersion ? 144 : 72) * bitRate * 1_000) / sampleRate) + ((third >> 1) & 1);
}
