/**
 * Pure graders: texts in, numbers out. They know no reward, no Spark and no I/O, and take any text: their time grows at most with the
 * length of the text (times the length of the reference, for similarities, which are capped).
 */
package dev.hone.reward.grader;
