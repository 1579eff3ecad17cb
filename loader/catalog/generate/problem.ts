/** What quarantine shows of a value: its beginning, without the two characters that part problems and their fields. */
export function excerpt(x: string): string {
  return `translate(substring(${x}, 1, 200), chr(30) || chr(31), '  ')`;
}

export function problem(column: string, value: string, reason: string): string {
  return `'${column}' || chr(31) || ${value} || chr(31) || '${reason}'`;
}
