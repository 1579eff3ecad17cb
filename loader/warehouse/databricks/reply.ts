/** An answer of the workspace, its text unparsed. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
