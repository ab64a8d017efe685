// Where what an operator does with a contact is sent to.
import type { Contact } from '../../desk/contact.ts'

export const pathOf = ({ id }: Pick<Contact, 'id'>, action: string): string =>
  `/console/desk/contacts/${encodeURIComponent(id)}/${action}`
