package io.mltwin.local.clock;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and moves the clock of all six services. A move that was interrupted is repeated: the
 * administrator's tokens go by the wall clock, so clocks that differ lock nobody out.
 */
public record ClockControl(PlatformClient client, PlatformSettings settings, Tokens tokens) {

    private static final String PATH = "/_mltwin/clock";

    /** Identity last: until then the others do not take its new tokens for tokens of the future. */
    private static final List<PlatformService> ORDER = List.of(
            PlatformService.WORKSPACE,
            PlatformService.KEYVAULT,
            PlatformService.COMPUTE,
            PlatformService.SCORING,
            PlatformService.TELEMETRY,
            PlatformService.IDENTITY);

    record Offset(long offsetSeconds) {}

    /**
     * Seconds that all six are ahead of the wall clock.
     *
     * @throws RefusalException when they differ or one does not answer
     */
    public long agreed() throws IOException {
        Map<String, Long> offsets = new LinkedHashMap<>();
        String token = tokens.administrator();
        for (PlatformService service : ORDER) {
            Reply reply = send(
                    service, Call.of("GET", settings.ports().of(service), PATH).as(token));
            offsets.put(service.key(), reply.body().path("offsetSeconds").asLong());
        }
        List<Long> different = offsets.values().stream().distinct().toList();
        if (different.size() != 1) {
            throw new RefusalException(
                    "The services' clocks differ: " + offsets + ". Set them again: ./mltwin clock reset.");
        }
        return different.get(0);
    }

    /**
     * Moves all six to this offset; zero is the wall clock.
     *
     * @throws RefusalException when that would be backwards, or one does not answer
     */
    public void set(long offset) throws IOException {
        String token = tokens.administrator();
        for (PlatformService service : ORDER) {
            send(
                    service,
                    Call.of("PUT", settings.ports().of(service), PATH).as(token).json(new Offset(offset)));
        }
    }

    private Reply send(PlatformService service, Call call) throws IOException {
        Reply reply;
        try {
            reply = client.send(call);
        } catch (IOException away) {
            throw new RefusalException(
                    service.key()
                            + " does not answer: './mltwin status' shows when it is ready. Then repeat the command, so"
                            + " that all services agree.",
                    away);
        }
        if (!reply.succeeded()) {
            throw new RefusalException(service.key()
                    + " did not take the clock: "
                    + reply.status()
                    + " "
                    + reply.body()
                    + ". Repeat the command, so that all services agree.");
        }
        return reply;
    }
}
