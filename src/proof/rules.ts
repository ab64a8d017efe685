// Every rule over whole flows, by subject.
import { rules as checkRules } from '../flow/check.ts'
import type { Rule } from '../flow/check/rule.ts'
import { budgetRule } from './budget.ts'
import { theoremRules } from './prove.ts'
import { confusableRules } from './confusable.ts'
import { questionRules } from './questions.ts'
import type { ProjectRule } from './rule.ts'

export const projectRules: ProjectRule[] = [...confusableRules, ...questionRules]

/** Every code that `callflow check` can print. */
export const rules: Rule[] = [...checkRules, ...projectRules, ...theoremRules, budgetRule]
