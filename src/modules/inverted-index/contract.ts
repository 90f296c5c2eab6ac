export interface ChunkRef {
  readonly versionId: string;
  readonly number: number;
}
