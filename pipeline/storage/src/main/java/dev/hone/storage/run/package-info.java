/**
 * The folder of a run, below its warehouse: who works on it (a lock on a disk, numbered claims in an object store), its events as they
 * occur, the request that it stops, and what was exported. Reads and writes {@code _runs/<run>}; costs some hundred microseconds an event
 * on a disk, a request in an object store.
 */
package dev.hone.storage.run;
