/**
 * The answer to a browser that has this very page: only that it stands. The page's own policy goes with it, because a browser takes
 * a 304's headers into what it kept, and the server's policy, which is for what is no page, would leave the page without its style.
 */
export function unlessKept(request: Request, response: Response): Response | undefined {
  const etag = response.headers.get('etag');
  if (response.status !== 200 || etag === null || request.headers.get('if-none-match')?.replace(/^W\//, '') !== etag) return undefined;
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(null, { status: 304, headers });
}
