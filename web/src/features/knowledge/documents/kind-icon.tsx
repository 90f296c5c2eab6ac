import {
  type Icon,
  IconFile,
  IconFileCode,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypeCsv,
  IconFileTypeDocx,
  IconFileTypePdf,
  IconHeadphones,
  IconMail,
  IconMarkdown,
  IconPresentation,
  IconVideo,
  IconWorld,
} from "@tabler/icons-react";

const ICONS: Readonly<Record<string, Icon>> = {
  pdf: IconFileTypePdf,
  docx: IconFileTypeDocx,
  xlsx: IconFileSpreadsheet,
  pptx: IconPresentation,
  csv: IconFileTypeCsv,
  markdown: IconMarkdown,
  html: IconWorld,
  text: IconFileText,
  json: IconFileCode,
  eml: IconMail,
  audio: IconHeadphones,
  video: IconVideo,
};

export interface KindIconProps {
  /** Null until the document was read: then its name is gone by. */
  readonly kind: string | null;
  readonly name: string;
  readonly size?: 18 | 20;
}

/** What kind of document it is; the words stand beside it. */
export function KindIcon({ kind, name, size = 18 }: KindIconProps) {
  const Drawn = ICONS[kind ?? guessKind(name)] ?? IconFile;
  return <Drawn size={size} color="var(--p-text-2)" aria-hidden />;
}

const BY_ENDING: Readonly<Record<string, string>> = {
  md: "markdown",
  txt: "text",
  htm: "html",
  mp3: "audio",
  wav: "audio",
  m4a: "audio",
  ogg: "audio",
  mp4: "video",
  mov: "video",
  webm: "video",
};

function guessKind(name: string): string {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return BY_ENDING[ending] ?? ending;
}
