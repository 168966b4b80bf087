/**
 * Whether two SQL queries give the same rows, by running both. Each database lives in memory, in this JVM; queries are checked before they
 * run and have no rights but to read. Costs a millisecond a query, and at most what {@link dev.hone.reward.grader.sql.SqlLimits} allows.
 */
package dev.hone.reward.grader.sql;
