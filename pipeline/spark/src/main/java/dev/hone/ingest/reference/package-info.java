/**
 * References from a file or table of their own, joined to prompts by id. Reads it once; writes nothing; costs one shuffle of ids.
 */
package dev.hone.ingest.reference;
