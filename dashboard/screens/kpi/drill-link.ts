import { paths } from '../../components/paths';
import { useFormDefinition } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { queryString } from '../../providers/query-string';
import type { Drill } from './kpi-source';

/** The form behind a figure; undefined when the caller sees the sum but not the records. */
export const useDrillForm = (drill: Drill): FormView | undefined => useFormDefinition(drill.form);

/** The list of exactly the records of the figure; the list keeps what its filter bar has no control for. */
export const drillPath = (form: FormView, drill: Drill): string => paths.list(form, queryString({ filters: drill.filters }));
