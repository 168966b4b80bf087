package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.contract.FakeHandler;
import dev.hone.grader.http.FakeHttpServer;
import dev.hone.grader.http.Fault;
import dev.hone.jobs.HoneProcess.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose reward is behind a network: real commands, and services on loopback that fail now and then. */
class TestRewardServices {

    @TempDir
    private Path folder;

    private final FakeHttpServer service = new FakeHttpServer(request -> score(request.body()));

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aRunIsTrainedByAnEndpoint() throws Exception {
        SmallSpecification.write(folder, 1, "kind: endpoint\nurl: " + service.url() + "/score\n");
        service.failNext(Fault.status(503), Fault.throttled("0"), Fault.reset());

        assertEachRolloutHasItsReward(new HoneProcess(folder));

        assertThat(service.requests()).extracting(FakeHttpServer.Request::path).containsOnly("/score");
    }

    @Test
    void aRunIsTrainedByALambdaFunction() throws Exception {
        SmallSpecification.write(
                folder,
                1,
                "kind: lambda\nfunction: arn:aws:lambda:eu-west-1:111122223333:function:mails:live\nendpoint: "
                        + service.url() + "\n");
        service.failNext(Fault.status(500), Fault.throttled("0"), Fault.reset());

        assertEachRolloutHasItsReward(new HoneProcess(folder)
                .withEnvironment("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
                .withEnvironment("AWS_SECRET_ACCESS_KEY", "secret"));

        assertThat(service.requests()).allSatisfy(request -> {
            assertThat(request.path()).startsWith("/2015-03-31/functions/arn").contains("/invocations");
            assertThat(request.headers().getFirst("Authorization")).contains("/eu-west-1/lambda/aws4_request");
        });
    }

    private static void assertEachRolloutHasItsReward(HoneProcess hone) throws Exception {
        assertThat(hone.hone("ingest", "--spec", "spec.yaml").code()).isZero();
        Ended trained = hone.hone("train", "--spec", "spec.yaml", "--force");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("step 3/3");
        Ended right = hone.hone(
                "sql",
                "--warehouse",
                "tables",
                """
                select count(*) = 96 and count(distinct reward) = 2 and every(reward = length(completion) % 2) as all_right
                from rollouts join scores using (run_id, step, prompt_id, sample)""");
        assertThat(right.out()).as(right.err()).contains("true");
    }

    /** 1 for a completion of an odd length, else 0. */
    private static String score(JsonNode event) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        event.forEach(sample -> rows.addObject()
                .<ObjectNode>set("id", sample.get("id"))
                .put("aggregate_reward_score", FakeHandler.completion(sample).length() % 2));
        return rows.toString();
    }
}
