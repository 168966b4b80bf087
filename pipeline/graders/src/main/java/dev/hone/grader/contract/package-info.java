/**
 * The contract of reward Lambdas: a JSON array of samples in, a JSON array of scores out. Everything that speaks it (Lambda, HTTP, handlers
 * in Python) builds its events and reads its replies here. Reads and writes nothing; costs the JSON of a batch.
 */
package dev.hone.grader.contract;
