// Questions to the server. An error is an Error with the server's message and the HTTP status.
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function ask(path, {method = 'GET', body, signal} = {}) {
  const response = await fetch(path, {
    method,
    signal,
    headers: body === undefined ? {} : {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch((problem) => {
    if (problem.name === 'AbortError') throw problem;
    throw new ApiError(0, 'The console does not answer. Is hone console still running?');
  });
  const answer = await response.json().catch(() => ({error: {message: `The answer to ${path} is no JSON`}}));
  if (!response.ok) throw new ApiError(response.status, answer.error?.message ?? `HTTP ${response.status}`);
  return answer;
}

// Calls listener(name, data) for each server-sent event of the given names until the returned function is called.
export function listen(path, names, listener) {
  const source = new EventSource(path);
  for (const name of names) source.addEventListener(name, (event) => listener(name, event.data === undefined ? undefined : JSON.parse(event.data)));
  return () => source.close();
}
