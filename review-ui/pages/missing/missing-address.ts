/** Where the teachers whom an upload's file doesn't hold are answered for. */
import { addressOf } from '../../parts/safe-url.ts';

export const missingAddress = (
  uploadId: string,
  query: { readonly page?: number | undefined; readonly rest?: 'kept' } = {},
): string => {
  const { page = 1, ...rest } = query;
  return addressOf(`/uploads/${uploadId}/missing`, { ...rest, page: page > 1 ? page : undefined });
};
