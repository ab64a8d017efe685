// The switches of this installation: which companies have which, as the flows in force say.
import { switchPlacesOf, type SwitchPlace } from '../notices/switch.ts'
import type { Library } from './library.ts'

export const switchPlaces = ({
  lines,
  current,
}: Pick<Library, 'lines' | 'current'>): SwitchPlace[] =>
  switchPlacesOf(lines(), (tenant, flow) => current(tenant, flow)?.root)
