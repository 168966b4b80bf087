/**
 * Jobs that the console starts: trainings, one at a time in the order of their asking, and tries of a specification. All that is known of
 * a job lies in files of its own folder, so that neither the death of the console nor that of the job loses any of it. Writes these files,
 * starts processes of their own session and signals them; a look at the jobs that go on costs a few files each half second.
 */
package dev.hone.serving.job;
