/** A record that another one points to, as it is shown. All null when the caller may not know it; `form` always says what it is. */
export interface Brief {
  documentId: string | null;
  form: string;
  number: string | null;
  title: string | null;
  state: string | null;
}

/** A file of a media field. */
export interface FileView {
  id: number;
  name: string;
  mime: string | null;
  /** Bytes. */
  size: number;
  url: string;
}

/** A record as the API shows it: hidden fields are absent, masked ones are text with `*`. */
export interface RecordView {
  id: number;
  documentId: string;
  [field: string]: unknown;
}

export interface SortKey {
  /** Field, or fields from relation to relation. */
  path: string[];
  descending: boolean;
}

/** A list query in the form the rest of this folder works with; made by `parseListQuery`. */
export interface ListQuery {
  /** Strapi's filter tree as it came; typed by `parseFilters`. */
  filters: unknown;
  sort: SortKey[];
  /** Null = every field the caller sees. */
  fields: string[] | null;
  page: number;
  pageSize: number;
  /** Strapi's other way to ask for a page; wins over `page`. */
  start: number | null;
  withCount: boolean;
  search: string;
  counts: string[];
  archived: boolean;
}

export interface Pagination {
  page: number;
  pageSize: number;
  pageCount?: number;
  total?: number;
}

export interface ListResult {
  data: RecordView[];
  meta: {
    pagination: Pagination | { start: number; limit: number; total?: number };
    /** Fields shown masked in this list. */
    masked: string[];
    counts?: Record<string, Record<string, number>> | Record<string, number>;
  };
}
