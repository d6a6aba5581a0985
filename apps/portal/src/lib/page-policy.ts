/** @param scripts what SvelteKit says of the page's scripts */
export const pagePolicy = (scripts: string | null, styles: readonly string[]): string =>
  [
    "default-src 'none'",
    scripts ?? "script-src 'self'",
    ["style-src 'self'", ...styles].join(' '),
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
