/**
 * How a key of the specification is declared: type, default, limits, description, and how a section is read into settings. Reads the
 * tree of a document; writes nothing; costs microseconds.
 */
package dev.hone.config.key;
