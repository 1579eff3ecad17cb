/** Files where a warehouse reads them; paths are absolute, e.g. `/Volumes/main/ledgerlake/landing/loads/…`. */
export interface StageFiles {
  /** With its parents; one that exists is no error. */
  makeFolder(path: string): Promise<void>;
  /** Never overwrites. */
  create(path: string, bytes: Uint8Array): Promise<'created' | 'exists'>;
  /** In bytes; undefined when there is no such file. */
  size(path: string): Promise<number | undefined>;
}
