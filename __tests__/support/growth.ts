/**
 * How many times as much CPU time something takes for four times as much. Linear work gives about 4, quadratic work
 * 16. A ratio of CPU times in one process, because a limit in seconds fails on a machine with other work.
 *
 * @param prepare Makes what to work on, of a size; its time does not count.
 * @param work Done three times for each size; the least time counts.
 */
export function fourfoldGrowth<T>(size: number, prepare: (size: number) => T, work: (input: T) => unknown): number {
  const [small, large] = [prepare(size), prepare(4 * size)];
  work(small);
  return leastTime(() => work(large)) / leastTime(() => work(small));
}

function leastTime(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    return user + system;
  });
  return Math.min(...times);
}
