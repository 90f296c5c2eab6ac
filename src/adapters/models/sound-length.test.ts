import { describe, expect, it } from "vitest";
import { mostSeconds } from "./sound-length.ts";

/** A second and two in a hundred are on top. */
const plain = (file: Buffer) => (mostSeconds(file) - 1) / 1.02;

function wave(seconds: number, rate = 16_000): Buffer {
  const file = Buffer.alloc(44 + seconds * rate);
  file.write("RIFF", 0);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt32LE(rate, 28);
  return file;
}

/** Frames of MPEG-1 layer III at 44,100 Hz, of 128 and 32 kbit/s in turn. */
function mpeg(frames: number): Buffer {
  const of = (rate: number, bytes: number) => {
    const frame = Buffer.alloc(bytes);
    frame.set([0xff, 0xfb, (rate << 4) | 0, 0]);
    return frame;
  };
  return Buffer.concat(Array.from({ length: frames }, (_, n) => (n % 2 ? of(9, 417) : of(1, 104))));
}

describe("the length of a recording", () => {
  it("is told by a WAV file's rate and the bytes that are there", () => {
    expect(plain(wave(30))).toBeCloseTo(30, 1);
  });

  it("is counted frame by frame in MP3, after its tag and with a changing rate", () => {
    const tag = Buffer.from("ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0004tags", "latin1");
    expect(plain(Buffer.concat([tag, mpeg(200)]))).toBeCloseTo((200 * 1_152) / 44_100, 3);
  });

  it("stands in the header of FLAC and MP4", () => {
    const flac = Buffer.alloc(60);
    flac.write("fLaC");
    flac.writeUIntBE(44_100 << 4, 18, 3);
    flac.writeUInt32BE(44_100 * 90, 22);
    expect(plain(flac)).toBeCloseTo(90, 3);
    const mvhd = Buffer.alloc(108);
    mvhd.writeUInt32BE(108, 0);
    mvhd.write("mvhd", 4);
    mvhd.writeUInt32BE(1_000, 20);
    mvhd.writeUInt32BE(75_000, 24);
    const moov = Buffer.from("\u0000\u0000\u0000\u0074moov", "latin1");
    const mp4 = Buffer.concat([Buffer.from("\u0000\u0000\u0000\u0010ftypM4A 0000", "latin1"), moov, mvhd]);
    expect(plain(mp4)).toBeCloseTo(75, 3);
  });

  it("is the position of the last page in Ogg", () => {
    const page = (position: bigint, inside: string) => {
      const bytes = Buffer.alloc(64);
      bytes.write("OggS");
      bytes.writeBigInt64LE(position, 6);
      bytes.write(inside, 28);
      return bytes;
    };
    const opus = Buffer.concat([page(0n, "OpusHead"), page(48_000n * 20n, ""), page(-1n, "")]);
    expect(plain(opus)).toBeCloseTo(20, 3);
  });

  it("is what so many bytes can hold where the file does not tell, or what it tells cannot be", () => {
    for (const start of ["", "OggS", "fLaC", "RIFF....WAVEfmt ", "....ftypM4A ", "ID3"]) {
      const file = Buffer.concat([Buffer.from(start, "latin1"), Buffer.alloc(80_000)]);
      expect(mostSeconds(file)).toBeCloseTo(file.length / 1_000 + 1, 3);
    }
  });
});
