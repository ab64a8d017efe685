// For whom a lines.yaml speaks.
import type { Located } from '../text/located.ts'
import type { Lines } from '../tree/lines-file.ts'

/** The ids of companies, each with where it is written: of the one whose folder it is, or of those
 * that lines of a flat folder name. */
export function idsOf({ company, lines }: Lines): Located<string>[] {
  if (company) return company.id ? [company.id] : []
  const tenants = [...lines.values()].flatMap(({ value }) => value.tenant ?? [])
  return [...new Map(tenants.map((tenant) => [tenant.value, tenant])).values()]
}
