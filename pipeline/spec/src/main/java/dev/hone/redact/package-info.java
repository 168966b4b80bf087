/**
 * Finds what should not be in a training set (addresses, numbers of people, secrets) in texts and JSON, and puts marks such as
 * {@code [EMAIL]} in its place. Patterns find candidates, checksums confirm them where the kind has one; names of people are not found.
 */
package dev.hone.redact;
