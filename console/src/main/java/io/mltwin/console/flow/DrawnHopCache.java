package io.mltwin.console.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/**
 * Writes each hop and each frame once in a language, for all streams. What is kept is found by all
 * that it shows, which each reader has from spans of their own: nobody gets more by it than without
 * it.
 */
@Singleton
class DrawnHopCache implements FlowRenderer {

    static final int MOST_CHARACTERS = 2_000_000;

    private static final int MOST_FRAMES = 200;

    /** Streams that are awake at all write the same within some seconds. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final FlowRenderer templates;
    private final Cache<Key, DrawnHop> hops =
            Caffeine.newBuilder()
                    .expireAfterAccess(KEPT)
                    .maximumWeight(MOST_CHARACTERS)
                    .weigher((Key key, DrawnHop hop) -> hop.characters())
                    .build();

    private final Cache<FrameKey, String> frames =
            Caffeine.newBuilder().expireAfterAccess(KEPT).maximumSize(MOST_FRAMES).build();

    private record Key(HopView hop, String language) {}

    private record FrameKey(String id, String name, String time, String language) {}

    @Inject
    DrawnHopCache(FlowTemplateRenderer templates) {
        this((FlowRenderer) templates);
    }

    DrawnHopCache(FlowRenderer templates) {
        this.templates = templates;
    }

    @Override
    public DrawnHop hop(HopView hop, Locale language) {
        return hops.get(
                new Key(hop, language.toLanguageTag()), key -> templates.hop(hop, language));
    }

    @Override
    public String frame(TraceView trace, Locale language) {
        return frames.get(
                new FrameKey(trace.id(), trace.name(), trace.time(), language.toLanguageTag()),
                key -> templates.frame(trace, language));
    }

    @Override
    public String missed(long calls, Locale language) {
        return templates.missed(calls, language);
    }
}
