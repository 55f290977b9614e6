import { QueryClient } from '@tanstack/react-query';
import { isApiError } from './api-error';

/** One cache for Refine and for our own queries. Refusals are not repeated; a lost connection is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && (!isApiError(error) || error.statusCode === 0 || error.statusCode >= 502),
    },
  },
});
