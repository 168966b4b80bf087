/**
 * What was asked of deployed policies and answered, for the next training. Writes gzip files of JSON lines in the layout of Bedrock's
 * invocation logs, and a file of references; an answer costs a place in a queue.
 */
package dev.hone.serving.traffic;
