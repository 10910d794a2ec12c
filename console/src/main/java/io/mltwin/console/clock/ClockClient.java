package io.mltwin.console.clock;

import static io.mltwin.armweb.AzureException.conflictIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads and moves the clock of all six services with the user's administrator's token, as {@code
 * ./mltwin clock} does.
 */
@Singleton
record ClockClient(AzureClient azure, AzureHosts hosts, ConcurrentParts parts) {

    private static final String PATH = "/_mltwin/clock";

    /** Identity last: until then the others do not take its new tokens for tokens of the future. */
    private static final List<ServiceName> ORDER = List.of(
            ServiceName.WORKSPACE,
            ServiceName.KEYVAULT,
            ServiceName.COMPUTE,
            ServiceName.SCORING,
            ServiceName.TELEMETRY,
            ServiceName.IDENTITY);

    record Offset(long offsetSeconds) {}

    record Clock(long offsetSeconds, Instant now) {}

    /**
     * Reads the six clocks.
     *
     * @throws AzureException 403 to who is no operator
     */
    ClockState read() {
        return ClockState.of(parts.readAll(ORDER.stream()
                .<Supplier<ClockState.ServiceClock>>map(service -> () -> read(service))
                .toList()));
    }

    private ClockState.ServiceClock read(ServiceName service) {
        Clock clock = azure.get(hosts.administration(service), PATH).as(Clock.class);
        return new ClockState.ServiceClock(service.lowerCase(), clock.offsetSeconds(), clock.now());
    }

    /**
     * Moves all six clocks forward.
     *
     * @param from the offset that the user saw, in seconds
     * @throws AzureException 409 when the clocks show another one by now, or differ
     */
    void advance(long from, ClockStep step) {
        ClockState state = read();
        conflictIf(
                !state.agrees() || state.offset() != from,
                "ClockMoved",
                "The clocks show another time than the page did. Look at the preview again.");
        long offset = from + step.length().toSeconds();
        for (ServiceName service : ORDER) {
            azure.send(new AzureCall(hosts.administration(service), "PUT", PATH).withJson(new Offset(offset)))
                    .orFault();
        }
    }
}
