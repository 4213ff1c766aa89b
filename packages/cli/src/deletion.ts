/** Keys to delete. */
export interface Deletion {
  /** How many there are. Rejects with the signal's reason. */
  count(signal: AbortSignal): Promise<number>;

  /**
   * Deletes them in batches.
   * @param onProgress is called after each batch with the number deleted so far.
   * @returns how many were deleted. Rejects with the signal's reason, between two batches.
   */
  remove(onProgress: (deleted: number) => void, signal: AbortSignal): Promise<number>;
}
