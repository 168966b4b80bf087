/**
 * Keys of programs: what each opens, until when, how often. Reads and writes one file a key, of which the key itself is never kept, only its
 * hash; a question costs a look in memory.
 */
package dev.hone.serving.key;
