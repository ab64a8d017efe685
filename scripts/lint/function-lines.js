// An eslint rule: functions of at most so many lines. Exempt are what is read as a table, not followed
// as a course: one literal of data, and one flat switch whose cases are short.

/** Lines that one case of a flat switch may have. */
const CASE_LINES = 15

const linesOf = (node) => node.loc.end.line - node.loc.start.line + 1

/** Nothing in it is run later: objects, lists, texts and names. */
function isData(node, keys) {
  if (!node) return true
  if (/Function/.test(node.type)) return false
  return (keys[node.type] ?? []).every((key) =>
    [node[key]].flat().every((one) => isData(one, keys)),
  )
}

function isFlatSwitch(body) {
  const last = body.at(-1)
  const before = body.slice(0, -1)
  if (last?.type !== 'SwitchStatement') return false
  if (!before.every((one) => one.type === 'VariableDeclaration' && linesOf(one) <= 2)) return false
  return last.cases.every((one) => linesOf(one) <= CASE_LINES)
}

function isTable(node, keys) {
  if (node.body.type !== 'BlockStatement') return isData(node.body, keys)
  const { body } = node.body
  if (isFlatSwitch(body)) return true
  return body.length === 1 && body[0].type === 'ReturnStatement' && isData(body[0].argument, keys)
}

export const functionLines = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'integer' }],
    messages: {
      long: 'This function has {{lines}} lines: two verbs hide in it (at most {{most}}).',
    },
  },
  create(context) {
    const most = context.options[0]
    const keys = context.sourceCode.visitorKeys
    const look = (node) => {
      const lines = linesOf(node)
      if (lines > most && !isTable(node, keys))
        context.report({ node, loc: node.loc.start, messageId: 'long', data: { lines, most } })
    }
    return { FunctionDeclaration: look, FunctionExpression: look, ArrowFunctionExpression: look }
  },
}
