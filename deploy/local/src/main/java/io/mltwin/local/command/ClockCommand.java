package io.mltwin.local.command;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** mltwin clock: shows or moves the platform's clock, which all services read their time from. */
@Command(
        name = "clock",
        description =
                "Show the platform's clock, move it forward, or set it back to the wall clock.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ClockCommand.Show.class,
            ClockCommand.Advance.class,
            ClockCommand.Reset.class
        })
public final class ClockCommand implements Callable<Integer> {
    private static final String PATH = "/_mltwin/clock";

    /**
     * Identity last: the administrator's token stays good for the other services until they all
     * have moved.
     */
    private static final List<PlatformService> ORDER =
            List.of(
                    PlatformService.WORKSPACE,
                    PlatformService.KEYVAULT,
                    PlatformService.COMPUTE,
                    PlatformService.SCORING,
                    PlatformService.TELEMETRY,
                    PlatformService.IDENTITY);

    record Offset(long offsetSeconds) {}

    @Override
    public Integer call() throws IOException {
        return new Show().call();
    }

    @Command(name = "show", description = "Show the offset from the wall clock.")
    static final class Show implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            Running running = Running.require();
            print(agreed(running, running.tokens().administrator()));
            return 0;
        }
    }

    @Command(name = "advance", description = "Move the clock forward.")
    static final class Advance implements Callable<Integer> {
        @Parameters(paramLabel = "DURATION", description = "Such as 61m, 2h, 365d or PT90M.")
        private String duration;

        @Override
        public Integer call() throws IOException {
            Running running = Running.require();
            String token = running.tokens().administrator();
            set(running, token, agreed(running, token) + Durations.parse(duration).toSeconds());
            return 0;
        }
    }

    @Command(name = "reset", description = "Go back to the wall clock.")
    static final class Reset implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            Running running = Running.require();
            set(running, running.tokens().administrator(), 0);
            return 0;
        }
    }

    private static void set(Running running, String token, long offset) throws IOException {
        PlatformClient client = running.client();
        for (PlatformService service : ORDER) {
            Call call =
                    Call.of("PUT", running.settings().ports().of(service), PATH)
                            .as(token)
                            .json(new Offset(offset));
            Reply reply = client.send(call);
            if (!reply.succeeded()) {
                throw new Refusal(
                        service.key()
                                + " did not take the clock: "
                                + reply.status()
                                + " "
                                + reply.body()
                                + ". Repeat the command, so that all services agree.");
            }
        }
        // The token was issued by the old clock: a new one, by the new clock.
        print(agreed(running, running.tokens().administrator()));
    }

    /** The offset that all six tell; refuses if they differ. */
    private static long agreed(Running running, String token) throws IOException {
        Map<String, Long> offsets = new LinkedHashMap<>();
        for (PlatformService service : ORDER) {
            Reply reply =
                    running.client()
                            .send(
                                    Call.of("GET", running.settings().ports().of(service), PATH)
                                            .as(token));
            if (!reply.succeeded()) {
                throw new Refusal(
                        service.key()
                                + " did not tell its clock: "
                                + reply.status()
                                + " "
                                + reply.body());
            }
            offsets.put(service.key(), reply.body().path("offsetSeconds").asLong());
        }
        List<Long> different = new ArrayList<>(offsets.values().stream().distinct().toList());
        if (different.size() != 1) {
            throw new Refusal(
                    "The services' clocks differ: "
                            + offsets
                            + ". Set them anew: ./mltwin clock reset.");
        }
        return different.get(0);
    }

    private static void print(long offset) {
        System.out.println(
                offset == 0
                        ? "The platform's clock is the wall clock."
                        : "The platform's clock is "
                                + Duration.ofSeconds(offset)
                                + " ahead of the wall clock.");
    }
}
