package dev.hone.jobs;

import dev.hone.report.RunConsole;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Moves the bar of a console by the tasks of the stage that Spark works on. */
final class TaskProgress extends SparkListener {

    private final RunConsole console;
    private final Map<Integer, Integer> tasks = new HashMap<>();
    private final Map<Integer, Integer> done = new HashMap<>();

    TaskProgress(RunConsole console) {
        this.console = console;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        tasks.put(submitted.stageInfo().stageId(), submitted.stageInfo().numTasks());
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        int all = tasks.getOrDefault(end.stageId(), 0);
        if (all > 0 && end.taskInfo().successful()) {
            console.progress(Math.min(all, done.merge(end.stageId(), 1, Integer::sum)), all);
        }
    }
}
