// What stands wherever somebody would read a private value.

export const MASK = '•••'
