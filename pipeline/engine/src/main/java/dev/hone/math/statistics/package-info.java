/** Statistics of evaluations and of rewards: values per prompt or completion in, means with intervals and correlations out. Pure and seeded. */
package dev.hone.math.statistics;
