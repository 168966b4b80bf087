/** Jinja's filters, tests, functions, methods and members, as far as published templates use them. Reads and writes nothing. */
package dev.hone.policy.template.builtin;
