import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type EvaluationJob, type JobResult } from './evaluation-job';

/**
 * Runs jobs on so many threads and returns their results in the order of the jobs, whichever thread took them.
 * `onDone` is told how many are done.
 */
export async function runOnThreads(
  jobs: readonly EvaluationJob[],
  threads: number,
  onDone: (done: number) => void,
): Promise<JobResult[]> {
  const results = new Array<JobResult>(jobs.length);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(join(__dirname, 'job-worker.js'));
    try {
      while (next < jobs.length) {
        const at = next++;
        results[at] = await answerOf(worker, jobs[at] as EvaluationJob);
        onDone(++done);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
  return results;
}

function answerOf(worker: Worker, job: EvaluationJob): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const onMessage = (result: JobResult): void => {
      worker.off('error', reject);
      resolve(result);
    };
    worker.once('message', onMessage);
    worker.once('error', reject);
    worker.postMessage(job);
  });
}
