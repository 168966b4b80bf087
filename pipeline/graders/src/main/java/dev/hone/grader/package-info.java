/**
 * Rewards that leave the JVM. Each kind has a room: Python workers, chat models as judges, HTTP endpoints, AWS Lambda. They read what the
 * reward's definition names and write nothing; each package says what a call costs.
 */
package dev.hone.grader;
