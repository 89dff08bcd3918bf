/** Lines that a reader sees of a comment without opening a fold. */
export function visibleLines(comment: string): readonly string[] {
  const closed = comment.replace(
    /<details>[^]*?<\/details>/g,
    (fold) => /<summary>.*<\/summary>/.exec(fold)?.[0] ?? '',
  );
  return closed.split(/\n|<br>/).filter((line) => line.trim() !== '' && !/^(<!--.*-->|\|[-:|]+\|)$/.test(line));
}
