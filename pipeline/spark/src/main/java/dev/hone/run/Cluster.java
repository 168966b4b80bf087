package dev.hone.run;

import org.apache.spark.SparkContext;

/**
 * What computes at once.
 *
 * @param taskSlots tasks that Spark could run now, at least 1
 * @param updateThreads threads of the driver that compute gradients, at least 1
 */
record Cluster(int taskSlots, int updateThreads) {

    /** The cluster as it is now. Executors that have not registered yet do not count. */
    static Cluster of(SparkContext context) {
        return of(
                context.isLocal(),
                context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile()),
                Runtime.getRuntime().availableProcessors());
    }

    /** In local mode tasks and gradients share the threads that the master names; a driver of executors has its own processors alone. */
    static Cluster of(boolean local, int taskSlots, int driverProcessors) {
        int slots = Math.max(1, taskSlots);
        return new Cluster(slots, local ? Math.min(slots, driverProcessors) : driverProcessors);
    }
}
