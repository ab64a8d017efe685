// Every rule over whole flows, by subject.
import { rules as checkRules } from '../flow/checks/check.ts'
import type { Rule } from '../flow/checks/rule.ts'
import { budgetRule } from '../times/budget.ts'
import { theoremRules } from './prove.ts'
import { confusableRules } from './confusable-options.ts'
import { questionRules } from './confusable-questions.ts'
import type { ProjectRule } from './proof-rule.ts'

export const projectRules: ProjectRule[] = [...confusableRules, ...questionRules]

/** Every code that `callflow check` can print. */
export const rules: Rule[] = [...checkRules, ...projectRules, ...theoremRules, budgetRule]
