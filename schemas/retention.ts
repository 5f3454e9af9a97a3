/** For how long files are kept; what was concluded from them, and who did what, stays. */
export interface RetentionPolicy {
  /** After an upload has come to its end. 0: for ever. */
  readonly uploads_days: number;
  /** After an export was written. 0: for ever. */
  readonly exports_days: number;
}

/** A file is held against what became of it until the next year's is in; an export is made again at any time. */
export const usualRetention: RetentionPolicy = { uploads_days: 400, exports_days: 30 };

/** No upload's file goes sooner: the server refuses as well (migration 0043). */
export const fewest_upload_days = 30;
