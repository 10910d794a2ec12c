package io.mltwin.local.seed;

import io.mltwin.local.client.Patience;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** The calls of a seed, all of which may be made again, and the operations that they begin. */
record SeedCalls(PlatformClient client, Patience patience, String subject, Progress progress) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration TOLD_EACH = Duration.ofSeconds(15);
    private static final long POLL_MILLIS = 40;

    /** Returns the answer, whatever its status. */
    Reply look(Call call) throws IOException {
        return patience.until(call.toString(), () -> client.send(call), Reply::status);
    }

    /**
     * Returns the answer of a call that must succeed.
     *
     * @throws RefusalException with what it was answered, if it does not
     */
    Reply send(Call call) throws IOException {
        Reply reply = look(call);
        if (!reply.succeeded()) {
            throw new RefusalException(
                    "The seed failed: " + call + " was answered " + reply.status() + " " + reply.body());
        }
        return reply;
    }

    /** Follows the long-running operation that a call began, if it did, to its end. */
    void await(String token, Reply creation) throws IOException, InterruptedException {
        String address = creation.header("Azure-AsyncOperation")
                .or(() -> creation.header("Location"))
                .orElse(null);
        if (address == null) {
            return;
        }
        Call poll = Call.to("GET", URI.create(address)).as(token);
        long start = System.nanoTime();
        Duration told = Duration.ZERO;
        while (true) {
            Reply reply = send(poll);
            String status = reply.body().path("status").asText(reply.status() == 202 ? "InProgress" : "Succeeded");
            if (status.equals("Succeeded")) {
                return;
            }
            if (status.equals("Failed") || status.equals("Canceled")) {
                throw new RefusalException("The seed failed: " + subject + " ended as " + reply.body());
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(LONGEST) > 0) {
                throw new RefusalException("The seed failed: " + subject + " was still " + status + " after "
                        + LONGEST.toSeconds() + " s: see the log of its service, and start again.");
            }
            if (waited.minus(told).compareTo(TOLD_EACH) >= 0) {
                told = waited;
                progress.say(subject + " is " + status + ", " + waited.toSeconds() + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
