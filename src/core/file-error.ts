/** What the system says of a file, a folder or a disk is no bug of ours; connections fail in other calls. */
export const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  'code' in error &&
  'syscall' in error &&
  typeof error.syscall === 'string' &&
  fileCalls.has(error.syscall)

const fileCalls = new Set(
  'access chmod close copyfile cp fdatasync fsync ftruncate futime link lstat mkdir mkdtemp open opendir read readlink realpath rename rm rmdir scandir stat symlink truncate unlink utime write'.split(
    ' ',
  ),
)
