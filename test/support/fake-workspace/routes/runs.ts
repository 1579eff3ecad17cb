import { invalid, page, type Route, route } from '../http.ts';
import type { JobStore } from '../job-store.ts';
import type { JsonObject } from '../json.ts';
import { isOver, type Run, stateJson, type TaskRun } from '../run-state.ts';
import type { Runs } from '../runs.ts';
import { idIn, idOf } from './jobs.ts';

const ROOT = '/api/{2.x}/jobs/runs';

/** What becomes of runs. */
export function runRoutes(runs: Runs, jobs: JobStore, options: { readonly pageSize: number }): readonly Route[] {
  return [
    route('GET', `${ROOT}/get`, ({ query }) => {
      const id = idOf(query, 'run_id');
      const one = runs.ofTask(id);
      return { json: one === undefined ? runJson(runs.get(id), { tasks: true }) : taskJson(one.run, one.task) };
    }),
    route('GET', `${ROOT}/list`, ({ query }) => {
      const job = query.get('job_id');
      if (job !== null) jobs.get(job);
      const found = runs
        .all()
        .filter((run) => job === null || String(run.jobId) === job)
        .filter((run) => query.get('active_only') !== 'true' || !isOver(run))
        .filter((run) => query.get('completed_only') !== 'true' || isOver(run))
        .toReversed();
      const { items, next } = page(
        found,
        query,
        Math.min(Number(query.get('limit') ?? options.pageSize), options.pageSize),
      );
      const tasks = query.get('expand_tasks') === 'true';
      return {
        json: {
          ...(items.length === 0 ? {} : { runs: items.map((run) => runJson(run, { tasks })) }),
          has_more: next !== undefined,
          ...(next === undefined ? {} : { next_page_token: next }),
        },
      };
    }),
    route('GET', `${ROOT}/get-output`, ({ query }) => {
      const id = idOf(query, 'run_id');
      const one = runs.ofTask(id);
      if (one === undefined) {
        runs.get(id);
        throw invalid(
          'Retrieving the output of runs with multiple tasks is not supported. Please retrieve the output of each individual task run instead.',
        );
      }
      const { error } = one.task;
      return {
        json: {
          metadata: taskJson(one.run, one.task),
          notebook_output: {},
          ...(error === undefined
            ? {}
            : { error, error_trace: `${error}\n    at notebook ${one.task.task.notebookPath ?? ''}` }),
        },
      };
    }),
    route('POST', `${ROOT}/cancel`, (request) => {
      runs.cancel(runs.get(String(idIn(request.json(), 'run_id'))));
      return { json: {} };
    }),
  ];
}

function runJson(run: Run, options: { readonly tasks: boolean }): JsonObject {
  return {
    job_id: run.jobId,
    run_id: run.id,
    number_in_job: run.id,
    original_attempt_run_id: run.id,
    creator_user_name: run.creator,
    run_name: run.name,
    run_type: 'JOB_RUN',
    trigger: 'ONE_TIME',
    format: 'MULTI_TASK',
    run_page_url: pageOf(run),
    start_time: run.startedAt,
    end_time: run.endedAt,
    run_duration: run.endedAt === 0 ? 0 : run.endedAt - run.startedAt,
    job_parameters: Object.entries(run.parameters).map(([name, value]) => ({
      name,
      default: run.defaults[name] ?? '',
      value,
    })),
    ...stateJson(run),
    ...(options.tasks ? { tasks: run.tasks.map((task) => taskJson(run, task)) } : {}),
  };
}

function taskJson(run: Run, task: TaskRun): JsonObject {
  return {
    ...task.task.body,
    job_id: run.jobId,
    run_id: task.id,
    task_key: task.task.key,
    run_name: task.task.key,
    attempt_number: task.attempt,
    start_time: task.startedAt,
    end_time: task.endedAt,
    execution_duration: task.endedAt === 0 ? 0 : task.endedAt - task.startedAt,
    run_page_url: `${pageOf(run)}/task/${task.id}`,
    ...stateJson(task),
  };
}

function pageOf(run: Run): string {
  return `https://workspace.example.com/jobs/${run.jobId}/runs/${run.id}`;
}
