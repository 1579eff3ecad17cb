import { problemOf } from '../../receiver/errors.ts';

/** One thing that was looked at. */
export interface Finding {
  /** null: concerns all of them */
  readonly connection: string | null;
  readonly check: string;
  /** `warning`: it works, but not as it should */
  readonly state: 'ok' | 'warning' | 'problem';
  readonly text: string;
  /** the one thing to do about it: a command or an edit */
  readonly remedy: string | null;
}

type About = Pick<Finding, 'connection' | 'check'>;

export function fine(about: About, text: string): Finding {
  return { ...about, state: 'ok', text, remedy: null };
}

export function warning(about: About, text: string, remedy: string): Finding {
  return { ...about, state: 'warning', text, remedy };
}

export function problem(about: About, text: string, remedy: string): Finding {
  return { ...about, state: 'problem', text, remedy };
}

/** That the look itself failed; `otherwise` is the remedy where the error has no hint. */
export function failure(about: About, error: unknown, otherwise: string): Finding {
  const { code, message, hint } = problemOf(error);
  return problem(about, `${message} (${code})`, hint === '' ? otherwise : hint);
}
