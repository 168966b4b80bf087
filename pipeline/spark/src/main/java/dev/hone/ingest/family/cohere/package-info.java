/**
 * Bodies of Cohere's chat and command models. Reads and writes nothing; costs one walk over the body.
 */
package dev.hone.ingest.family.cohere;
