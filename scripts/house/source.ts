// The source as syntax trees: its files, what each imports, and its functions.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

export type SourceFile = { path: string; text: string; tree: ts.SourceFile }

/** `to` is a file of src for relative imports, else the package's name as written. */
export type Import = { from: string; to: string; inside: boolean; typeOnly: boolean }

/** Every file of src, by its path below src with forward slashes. */
export function readSource(root = 'src'): SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
    })
}

/** Visits a node and all below it, from above. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** All that a file brings in: declarations, `export … from`, `import()` at run time and as a type,
 * and `require`. */
export function importsOf({ path, tree }: SourceFile): Import[] {
  const found: Import[] = []
  const add = (to: string, typeOnly: boolean) => {
    const inside = to.startsWith('.')
    found.push({
      from: path,
      to: inside ? normalize(join(dirname(path), to)) : to,
      inside,
      typeOnly,
    })
  }
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
        add(node.moduleSpecifier.text, bringsTypesOnly(node))
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) add(node.argument.literal.text, true)
    } else if (ts.isCallExpression(node)) {
      const [name] = node.arguments
      if (loadsAtRunTime(node) && name && ts.isStringLiteral(name)) add(name.text, false)
    }
  })
  return found
}

function bringsTypesOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    const names =
      node.exportClause && ts.isNamedExports(node.exportClause) && node.exportClause.elements
    return node.isTypeOnly || (names ? names.every((one) => one.isTypeOnly) : false)
  }
  const clause = node.importClause
  if (clause === undefined) return false
  if (clause.isTypeOnly) return true
  const names = clause.namedBindings
  return (
    clause.name === undefined &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.length > 0 &&
    names.elements.every((one) => one.isTypeOnly)
  )
}

/** `import('x')`, `require('x')`, and the require that createRequire made. */
function loadsAtRunTime({ expression }: ts.CallExpression): boolean {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return true
  if (ts.isIdentifier(expression)) return expression.text === 'require'
  return (
    ts.isCallExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === 'createRequire'
  )
}

export type NamedFunction = { name: string; node: ts.Node }

/** Declared functions, and those that a constant holds. */
export function namedFunctionsOf(tree: ts.SourceFile): NamedFunction[] {
  const found: NamedFunction[] = []
  walk(tree, (node) => {
    if (ts.isFunctionDeclaration(node) && node.name) found.push({ name: node.name.text, node })
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) return
    if (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer))
      found.push({ name: node.name.text, node })
  })
  return found
}

/** Where a node begins, as people and editors say it. */
export const placeOf = ({ path, tree }: SourceFile, node: ts.Node): string =>
  `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`

/** The groups of nodes that lead to one another in a circle (Tarjan 1972). */
export function circlesIn(
  nodes: Iterable<string>,
  next: (node: string) => Iterable<string>,
): string[][] {
  const order = new Map<string, number>()
  const open: string[] = []
  const circles: string[][] = []
  const visit = (node: string): number => {
    const number = order.size
    order.set(node, number)
    let low = number
    open.push(node)
    for (const one of next(node)) {
      if (!order.has(one)) low = Math.min(low, visit(one))
      else if (open.includes(one)) low = Math.min(low, order.get(one) ?? number)
    }
    if (low === number) {
      const circle = open.splice(open.indexOf(node))
      if (circle.length > 1) circles.push(circle)
    }
    return low
  }
  for (const node of nodes) if (!order.has(node)) visit(node)
  return circles
}
