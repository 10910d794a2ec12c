package io.mltwin.console.flow;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes hops as their words. */
final class PlayedRenderer implements FlowRenderer {

    final AtomicInteger hops = new AtomicInteger();

    @Override
    public DrawnHop hop(HopView hop, Locale language) {
        hops.incrementAndGet();
        return new DrawnHop(
                hop.key(), language.toLanguageTag() + " " + hop.path() + " ×" + hop.times(), "→");
    }

    @Override
    public String frame(TraceView trace, Locale language) {
        return "frame";
    }

    @Override
    public String missed(long calls, Locale language) {
        return "missed " + calls;
    }
}
