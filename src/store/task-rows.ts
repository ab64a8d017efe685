// What is left to do after calls, as rows.
import type { Kysely } from 'kysely'
import type { Task } from '../call/task.ts'
import type { Schema } from './schema.ts'

export type TasksStore = {
  /** Open tasks of these companies, or all tasks of a call, the oldest first. */
  tasks(filter: { tenants: string[]; callId?: string; limit: number }): Promise<Task[]>
  /** Gives a task an owner, or ends it; false when no task of the company is so named. */
  changeTask(
    of: Pick<Task, 'id' | 'tenant'>,
    change: Partial<Pick<Task, 'state' | 'owner' | 'due'>>,
  ): Promise<boolean>
}

export const taskRow = (task: Task): Schema['tasks'] => ({
  id: task.id,
  kind: task.kind,
  tenant: task.tenant,
  desk: task.desk ?? null,
  state: task.state,
  owner: task.owner ?? null,
  due: task.due ?? null,
  call_id: task.callId,
  recording: task.recording ?? null,
  at: task.at,
})

const taskOf = (row: Schema['tasks']): Task => ({
  id: row.id,
  kind: row.kind,
  tenant: row.tenant,
  ...(row.desk !== null && { desk: row.desk }),
  state: row.state,
  ...(row.owner !== null && { owner: row.owner }),
  ...(row.due !== null && { due: row.due }),
  callId: row.call_id,
  ...(row.recording !== null && { recording: row.recording }),
  at: row.at,
})

export const tasksOn = (db: Kysely<Schema>): TasksStore => ({
  async tasks({ tenants, callId, limit }) {
    const query = db
      .selectFrom('tasks')
      .selectAll()
      .where('tenant', 'in', tenants.length > 0 ? tenants : [''])
      .orderBy('at')
      .orderBy('id')
      .limit(limit)
    const wanted =
      callId === undefined
        ? query.where('state', '<>', 'done')
        : query.where('call_id', '=', callId)
    return (await wanted.execute()).map(taskOf)
  },
  async changeTask({ id, tenant }, change) {
    const changed = await db
      .updateTable('tasks')
      .set(change)
      .where('id', '=', id)
      .where('tenant', '=', tenant)
      .executeTakeFirst()
    return Number(changed.numUpdatedRows) > 0
  },
})
