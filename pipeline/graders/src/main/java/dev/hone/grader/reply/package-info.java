/**
 * Answers that were paid for. Each is in a journal on the driver's disk before it is used, and in the table {@code judge_cache} after the
 * step, so that none is paid for twice. An answer costs a forced write, which those of the same moment share.
 */
package dev.hone.grader.reply;
