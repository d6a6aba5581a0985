const spent = (milliseconds: number) => {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** One line for each so many steps: done of all, time so far, time left at this pace. */
export function progress(what: string, total: number, alreadyDone: number, now: () => number, say: (line: string) => void) {
  const began = now();
  let done = alreadyDone;
  const every = Math.max(1, Math.round(total / 50));
  return {
    step() {
      done++;
      if (done % every !== 0 && done !== total) return;
      const took = now() - began;
      const left = (took / (done - alreadyDone)) * (total - done);
      say(`${what}: ${done}/${total}, ${spent(took)} so far, ${spent(left)} left`);
    },
    took: () => spent(now() - began),
  };
}
