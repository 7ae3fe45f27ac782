/** How a result came about: enough to make it again, and to see whether one may trust it. */
export interface Provenance {
  readonly izaVersion: string;
  readonly pipeline: { readonly version: string; readonly name: string };
  readonly input: PipelineInput;
  readonly steps: readonly ProvenanceStep[];
  readonly warnings: readonly string[];
}

export interface PipelineInput {
  readonly name: string;
  /** Of the file's bytes, hexadecimal; absent for a stream. */
  readonly sha256?: string | undefined;
  readonly format: string;
  readonly channelCount: number;
  readonly samplingRateHz: number;
  /** Absent for a stream. */
  readonly sampleCount?: number | undefined;
}

export interface ProvenanceStep {
  readonly step: string;
  /** Every one, those that were left to their defaults too. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What they came to on these data. */
  readonly resolved: Readonly<Record<string, unknown>>;
}
