package io.mltwin.local.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.traces.RecordedSpan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** The platform's last traces, asked of telemetry-service. */
public record Traces(PlatformClient client, PlatformSettings settings, Tokens tokens) {

    private static final long LOOK_MILLIS = 250;
    private static final int UNCHANGED = 3;
    private static final int LOOKS = 40;

    /** Returns the id of the trace that began last. */
    public String last() throws IOException {
        JsonNode newest = ask("?last=1").body().path(0).path("traceId");
        if (newest.isMissingNode()) {
            throw new RefusalException("There is no trace yet: './mltwin demo' plays five flows.");
        }
        return newest.asText();
    }

    /** The spans of a trace or of a correlation id, in the order of their start. */
    public List<RecordedSpan> of(String id) throws IOException {
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new RefusalException("'" + id + "' is no trace id and no correlation id.");
        }
        Reply reply = ask("/" + id);
        if (reply.status() == 404) {
            throw new RefusalException(
                    reply.body().path("error").path("message").asText());
        }
        return spans(reply);
    }

    /** Returns the spans of a flow that has just ended, once no more of them arrive. */
    public List<RecordedSpan> settled(String id) throws IOException {
        List<RecordedSpan> spans = List.of();
        int same = 0;
        for (int look = 0; look < LOOKS && (same < UNCHANGED || spans.isEmpty()); look++) {
            pause();
            Reply reply = ask("/" + id);
            List<RecordedSpan> found = reply.status() == 404 ? List.of() : spans(reply);
            same = found.size() == spans.size() ? same + 1 : 0;
            spans = found;
        }
        return spans;
    }

    private static List<RecordedSpan> spans(Reply reply) throws IOException {
        if (!reply.succeeded()) {
            throw new RefusalException("telemetry-service gave no trace: " + reply.body());
        }
        return List.of(Json.MAPPER.treeToValue(reply.body().path("spans"), RecordedSpan[].class));
    }

    private Reply ask(String rest) throws IOException {
        return client.send(Call.of("GET", settings.ports().of(PlatformService.TELEMETRY), "/_mltwin/traces" + rest)
                .as(tokens.administrator()));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The wait for a trace was interrupted.");
        }
    }
}
