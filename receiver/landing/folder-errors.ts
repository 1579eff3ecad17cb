import { AppError, codeOf, messageOf } from '../errors.ts';

/** Failures that stay until somebody changes permissions, mounts or names; everything else may pass by itself. */
const DENIED: Readonly<Record<string, string>> = {
  EACCES: 'give this user read and write permission on the landing folder',
  EPERM:
    'use a file system with hard links (not FAT, not every FUSE) and give this user write permission on the folder',
  ENOTSUP: 'use a file system with hard links and fsync of folders',
  EOPNOTSUPP: 'use a file system with hard links and fsync of folders',
  ENOSYS: 'use a file system with hard links and fsync of folders',
  EINVAL: 'use a file system that can fsync folders',
  EROFS: 'mount the landing folder writable',
  EXDEV: 'keep the whole landing folder on one file system, without mounts or links to others below it',
  ELOOP: 'remove the symbolic links below the landing folder',
  EMLINK: 'the file system allows no more folders here: use another one',
  ENAMETOOLONG: 'use a file system that allows names of 255 bytes',
};

const UNAVAILABLE: Readonly<Record<string, string>> = {
  ENOSPC: 'free space or inodes on the landing file system',
  EDQUOT: 'raise the quota of this user on the landing file system',
  EMFILE: 'raise the limit of open files (ulimit -n)',
  ENFILE: 'raise the limit of open files of the machine',
  EIO: 'check the disk: a failed fsync means that data may be lost',
};

/** A system error as `landing_denied`, `landing_key_invalid` or `landing_unavailable` (retryable); an AppError stays as it is. */
export function folderError(error: unknown, doing: string): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error) ?? '';
  const message = `cannot ${doing}: ${messageOf(error)}`;
  if (code === 'ENOTDIR' || code === 'EISDIR') return folderInTheWay(doing, error);
  const denied = DENIED[code];
  if (denied !== undefined) return new AppError('landing_denied', message, { hint: denied, cause: error });
  return new AppError('landing_unavailable', message, {
    hint: UNAVAILABLE[code] ?? 'check the landing folder and its disk',
    retryable: true,
    cause: error,
  });
}

/** On a folder one name cannot be an object and a folder of objects at once, as it can on S3. */
export function folderInTheWay(doing: string, cause?: unknown): AppError {
  return new AppError('landing_key_invalid', `cannot ${doing}: a name is both an object and a folder of objects`, {
    hint: 'use keys of which none is a folder of another',
    cause,
  });
}
