/** The one family of errors: each kind has one exit code, each message says the problem, why, and what to do. Reads and writes nothing. */
package dev.hone.error;
