import { AppError } from '../../../receiver/errors.ts';

/** A job or run id, as decimal text: ids are 64-bit numbers, which JavaScript's numbers round. */
const ID = /^[1-9]\d{0,18}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}

/**
 * Reads JSON without rounding: numbers under a key `…_id` and integers beyond 2^53 come back as the text of their digits.
 *
 * @throws AppError `databricks_answer_invalid`
 */
export function parseExact(text: string): unknown {
  try {
    return JSON.parse(text, exactly);
  } catch (cause) {
    throw new AppError('databricks_answer_invalid', `the workspace answered with something that is not JSON`, {
      hint: 'check that warehouse.host names a Databricks workspace and that no proxy answers in its place',
      cause,
    });
  }
}

function exactly(key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number') return value;
  if (!key.endsWith('_id') && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value;
  return context?.source ?? String(value);
}

/**
 * A JSON body whose `job_id` stands as a bare number.
 *
 * @throws AppError `databricks_job_invalid` for an id that is not one
 */
export function bodyWithJobId(jobId: string, rest: Readonly<Record<string, unknown>>): string {
  if (!isId(jobId)) {
    throw new AppError('databricks_job_invalid', `the job id ${JSON.stringify(jobId)} is not a number`, {
      hint: 'set warehouse.job to the name or the id of the deployed job',
    });
  }
  const others = JSON.stringify(rest).slice(1);
  return others === '}' ? `{"job_id":${jobId}}` : `{"job_id":${jobId},${others}`;
}
