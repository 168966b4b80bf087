/**
 * How files are reached, below the tables. Hadoop's own local file system forks a process ({@code chmod}, {@code readlink}) for most of
 * what it does where its native library is not installed: some eighty a training step. The one here asks the Java runtime instead.
 */
package dev.hone.storage;
