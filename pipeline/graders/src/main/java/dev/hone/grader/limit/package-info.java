/** What may be asked of an endpoint: requests and tokens a minute, money, requests in flight. One limiter for all callers of a process. */
package dev.hone.grader.limit;
