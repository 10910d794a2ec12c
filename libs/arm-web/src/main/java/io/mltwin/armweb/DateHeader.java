package io.mltwin.armweb;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Gives every answer the header {@code Date}, as each of Azure's services does (RFC 9110, section
 * 6.6.1), at the platform's time and in whole seconds.
 */
@ApplicationScoped
public class DateHeader {

    /** Before the host is looked at, so that a refusal has it too. */
    private static final int BEFORE_ALL_OTHERS = 1000;

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;
    private volatile Stamp latest = new Stamp(-1, "");

    public DateHeader(Clock clock) {
        this.clock = clock;
    }

    private record Stamp(long second, String text) {}

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_ALL_OTHERS);
    }

    private void handle(RoutingContext context) {
        context.response().putHeader("Date", text(clock.instant()));
        context.next();
    }

    /** The text of one second is made once. */
    String text(Instant now) {
        long second = now.getEpochSecond();
        Stamp stamp = latest;
        if (stamp.second() != second) {
            stamp = new Stamp(second, HTTP_DATE.format(now));
            latest = stamp;
        }
        return stamp.text();
    }
}
