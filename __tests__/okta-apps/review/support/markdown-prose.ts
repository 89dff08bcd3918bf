/** Removes fenced blocks: from a line of three or more backticks to the next line of at least as many and nothing else. */
function withoutFences(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let fence = 0;
  for (const line of lines) {
    const run = /^`*/.exec(line)?.[0].length ?? 0;
    if (fence === 0 && run >= 3 && !line.slice(run).includes('`')) fence = run;
    else if (fence === 0) kept.push(line);
    else if (run >= fence && line.length === run) fence = 0;
  }
  return kept;
}

/** Removes code spans of one line: a run of backticks up to the next run of the same length. */
function withoutSpans(line: string): string {
  const runs = [...line.matchAll(/`+/g)];
  let rest = '';
  let at = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index]!;
    const close = runs.slice(index + 1).find((run) => run[0].length === open[0].length);
    if (close === undefined) continue;
    rest += line.slice(at, open.index);
    at = close.index + close[0].length;
    index = runs.indexOf(close);
  }
  return rest + line.slice(at);
}

/** What is left of markdown without everything that GitHub and GitLab show as code: there nothing of it is acted on. */
export function proseOf(markdown: string): string {
  return withoutFences(markdown.split('\n'))
    .map((line) => withoutSpans(line).replace(/<code>[^<>]*<\/code>/g, ''))
    .join('\n');
}
