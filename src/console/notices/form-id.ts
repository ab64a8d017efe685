// The ids of the forms of the notices page: what they are about.
import type { ClosureKey } from '../../notices/closure.ts'
import type { SwitchKey } from '../../notices/switch.ts'

const idOf = (...parts: string[]): string => parts.map(encodeURIComponent).join(':')

export const switchForm = ({ tenant, flow, name }: SwitchKey): string =>
  idOf('switch', tenant, flow, name)

export const closureForm = ({ tenant, line }: ClosureKey): string => idOf('closure', tenant, line)
