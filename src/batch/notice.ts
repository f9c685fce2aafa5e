/** What becomes of batches at a provider, as it happens. */
export type BatchNotice =
  /** `found`: an earlier try had been heard though its reply was not. */
  | { code: 'batch-submitted'; batch: string; requests: number; model: string; found: boolean }
  | { code: 'batch-collected'; batch: string; status: string; results: number; requests: number }
  /** It is submitted again when others are done. */
  | { code: 'batch-refused'; batch: string; reason: string }
