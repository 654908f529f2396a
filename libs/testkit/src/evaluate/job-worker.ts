import { parentPort } from 'node:worker_threads';
import { type EvaluationJob, runJob } from './evaluation-job';

/** Entry of a worker thread: a job in, its result out. */
parentPort?.on('message', (job: EvaluationJob) => parentPort?.postMessage(runJob(job)));
