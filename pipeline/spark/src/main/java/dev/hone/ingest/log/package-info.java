/**
 * The records of Bedrock's model invocation logging around the bodies of calls. Reads one line (also one of a CloudWatch export), and the
 * objects beside the logs that hold bodies too large for it; tells which records are wanted, and which log files are to be read again, since
 * a body that was missing has come. Writes nothing. Costs a parse of the line, and a read of each offloaded body.
 */
package dev.hone.ingest.log;
