// English: words without their endings.

const rules: [ending: RegExp, instead: string][] = [
  [/(ss|us|is)$/, '$1'],
  [/ies$/, 'y'],
  [/(ing|ings|ment|ments|ed|er|ers|ion|ions|ation|ations)$/, ''],
  [/(sh|ch|x|s)es$/, '$1'],
  [/s$/, ''],
]

export function stem(word: string): string {
  const rule = word.length > 4 ? rules.find(([ending]) => ending.test(word)) : undefined
  const cut = rule ? word.replace(...rule) : word
  const left = cut.length < 3 ? word : cut
  return left.length > 4 ? left.replace(/(?:e|(?<=([bdglmnprt]))\1|y)$/, '') : left
}
