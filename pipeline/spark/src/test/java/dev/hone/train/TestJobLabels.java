package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.report.RunConsole;
import dev.hone.spark.JobGroup;
import dev.hone.table.Warehouse;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;

class TestJobLabels extends SparkTest {

    private static final String COMMAND = "hone train small";

    /** What the Spark UI shows of each job. */
    private final List<JobGroup> jobs = new CopyOnWriteArrayList<>();

    private final SparkListener listener = new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart start) {
            Properties properties = start.properties();
            jobs.add(new JobGroup(
                    properties.getProperty("spark.jobGroup.id", ""),
                    properties.getProperty("spark.job.description", "")));
        }
    };

    @Test
    void everyJobOfARunSaysWhichCommandAndRunItIsOfAndWhatItDoes() throws Exception {
        SparkContext context = spark().sparkContext();
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        context.listenerBus().waitUntilEmpty(); // of earlier tests
        context.addSparkListener(listener);
        try {
            JobGroup.run(
                    context,
                    COMMAND,
                    COMMAND,
                    () -> SmallRun.train(warehouse, new RunConsole(System.out, false), 1e-3));
            context.listenerBus().waitUntilEmpty();
        } finally {
            context.removeSparkListener(listener);
        }

        assertThat(jobs).hasSizeGreaterThan(50).allSatisfy(job -> {
            assertThat(job.id()).startsWith(COMMAND);
            assertThat(job.description()).contains(COMMAND); // Delta puts its name before it
        });
        assertThat(descriptions("/STEP-2/SAMPLE-ROLLOUTS-2"))
                .as("the sampling of a step")
                .isNotEmpty()
                .allMatch(text -> text.startsWith(COMMAND + ": step 2: sampling: 6 prompts × 4 samples, "));
        assertThat(jobs.stream().filter(job -> job.description().contains("evaluating")))
                .as("an evaluation is no sampling of a step")
                .isNotEmpty()
                .allMatch(job -> job.id().contains("/EVALUATE-POLICY-"));
        assertThat(descriptions("hone train small/EVALUATE-POLICY-0/SAMPLE-ROLLOUTS-0"))
                .anyMatch(text -> text.startsWith(COMMAND + ": evaluating the policy of step 0 on 4 test prompts: "));
        assertThat(JobGroup.current(context)).isEqualTo(new JobGroup("", ""));
    }

    private List<String> descriptions(String group) {
        return jobs.stream()
                .filter(job -> job.id().endsWith(group))
                .map(JobGroup::description)
                .toList();
    }
}
