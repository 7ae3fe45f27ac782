export interface StaticFile {
  readonly contentType: string;
  readonly body: string;
}
