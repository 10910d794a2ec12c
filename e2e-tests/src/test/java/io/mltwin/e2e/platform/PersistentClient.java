package io.mltwin.e2e.platform;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;

/**
 * A client as Azure's own are: what finds nobody, or is answered 503, is called again in the same
 * words. Any other refusal is a failure, and so is a 503 that does not say it as Azure does.
 */
public final class PersistentClient {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern INSIDE = Pattern.compile("Exception|\\bat [a-z]+\\.[a-z]+\\.|SQL|jdbc|hibernate");

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** One way to make the call. */
    public interface Call {
        Answer send() throws IOException;
    }

    /** The first answer with one of the statuses. */
    public Answer until(Call call, int... statuses) {
        return patiently()
                .alias("an answer with status " + Arrays.toString(statuses))
                .until(() -> accepted(call, statuses), Objects::nonNull);
    }

    private Answer accepted(Call call, int... statuses) {
        Answer answer = tryOnce(call);
        if (answer == null) {
            return null;
        }
        if (Arrays.stream(statuses).anyMatch(status -> status == answer.status())) {
            return answer;
        }
        if (answer.status() != 503) {
            throw new AssertionError(answer.request() + " was answered " + answer.status() + ": " + answer.text());
        }
        return null;
    }

    /** The answer, or null when nobody answered; a 503 in a wrong form is noted. */
    public Answer tryOnce(Call call) {
        Answer answer;
        try {
            answer = call.send();
        } catch (IOException nobody) {
            return null;
        }
        if (answer.status() == 503) {
            check(answer);
        }
        return answer;
    }

    private void check(Answer answer) {
        String retry = answer.header("Retry-After");
        if (retry == null || !retry.matches("[1-9][0-9]*")) {
            faults.add(answer.request() + ": a 503 with Retry-After " + retry);
        }
        if (answer.header("x-ms-error-code") == null
                || INSIDE.matcher(answer.text()).find()) {
            faults.add(answer.request() + ": a 503 that says " + answer.text());
        }
    }

    /** What was answered in a wrong form so far. */
    public Queue<String> faults() {
        return faults;
    }

    /** Asks again until a field has one of the values, also while services are away. */
    public JsonNode follow(FlowClient client, String address, String token, String field, String... ends) {
        return follow(
                client,
                address,
                token,
                now -> Arrays.asList(ends).contains(now.path(field).asText()));
    }

    /** Asks again until what is answered is an end. */
    public JsonNode follow(FlowClient client, String address, String token, Predicate<JsonNode> end) {
        return patiently()
                .alias(address + " has an end")
                .until(() -> until(() -> client.get(address, token), 200).json(), end);
    }

    private static ConditionFactory patiently() {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .pollInSameThread();
    }
}
