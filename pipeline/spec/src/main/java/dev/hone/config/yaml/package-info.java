/**
 * YAML to a tree of nodes that know their file and line, with limits on hostile documents, and the problems found in it. Reads one
 * file; writes nothing; costs milliseconds.
 */
package dev.hone.config.yaml;
