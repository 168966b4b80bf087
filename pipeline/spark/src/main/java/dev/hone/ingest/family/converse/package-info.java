/**
 * Bodies of the Converse API and of Amazon's models. Reads and writes nothing; costs one walk over the body.
 */
package dev.hone.ingest.family.converse;
