/** Addresses of the screens, written once. The address of a list is its saved view. */
export const paths = {
  home: () => '/',
  login: () => '/login',
  inbox: () => '/inbox',
  kpi: (key?: string) => (key ? `/kpi/${key}` : '/kpi'),
  tile: (key: string) => `/kpi/tiles/${key}`,
  users: () => '/users',
  profile: () => '/profile',
  limits: () => '/limits',
  designer: (key?: string) => (key ? `/designer/${key}` : '/designer'),
  list: (form: { plural: string }, query = '') => `/records/${form.plural}${query}`,
  create: (form: { plural: string }, query = '') => `/records/${form.plural}/new${query}`,
  show: (form: { plural: string }, id: string) => `/records/${form.plural}/${id}`,
  edit: (form: { plural: string }, id: string) => `/records/${form.plural}/${id}/edit`,
  import: (form: { plural: string }) => `/import/${form.plural}`,
  print: (form: { plural: string }, id: string, paper?: string) => `/print/${form.plural}/${id}${paper ? `/${paper}` : ''}`,
};
