/**
 * How files are reached, below the tables. Hadoop's own local file system forks a process ({@code chmod}, {@code readlink}) for most of
 * what it does where its native library is not installed: some eighty a training step; the one here asks the Java runtime instead. S3 is
 * reached through Hadoop's S3A, beside which stand what it lacks: writes that only one of several writers can win, and a listing that is
 * fast for a million objects.
 */
package dev.hone.storage;
